#!/usr/bin/env bash
# Measures the optimised build and prints Markdown tables for docs/performance.md.
# usage: scripts/bench.sh [machine|http|code…]    (default: all three)
set -euo pipefail
cd "$(dirname "$0")/.."

# shellcheck disable=SC2206 # the selection is several words
packages=(${BOLE_PACKAGES:?run it by make})
[ $# -gt 0 ] || set -- machine http code

machine() {
  echo "Machine: $(sed -n 's/^model name.*: //p' /proc/cpuinfo | head -n 1), $(nproc) cores," \
    "$(awk '/MemTotal/ { printf "%.0f GiB", $2 / 1048576 }' /proc/meminfo), $(uname -sr), $(rustc --version)," \
    "load $(cut -d' ' -f1 /proc/loadavg) before the run, $(date -u +%F)"
  echo
}

http() {
  scripts/install-test-tools.sh bench
  cargo build --release "${packages[@]}" --bin bole
  BOLE_TEST_BINARY="$BOLE_TARGET/release/bole" node scripts/bench-http.mjs
}

code() {
  cargo bench "${packages[@]}" --bench '*'
}

for part in "$@"; do
  case "$part" in
    machine | http | code) "$part" ;;
    *)
      echo "bench: no part '$part'" >&2
      exit 2
      ;;
  esac
done
