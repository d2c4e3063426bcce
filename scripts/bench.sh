#!/usr/bin/env bash
# Measures the optimised build and prints Markdown tables for docs/performance.md.
# usage: scripts/bench.sh [requests|matching|documents|mails|logs…]    (default: all)
set -euo pipefail
cd "$(dirname "$0")/.."

[ $# -gt 0 ] || set -- requests matching documents mails logs
scripts/install-test-tools.sh bench
# shellcheck disable=SC2086 # the selection is several words
cargo build --release ${BOLE_PACKAGES:?run it by make} --bin bole
export BOLE_TEST_BINARY="$BOLE_TARGET/release/bole"

echo "Machine: $(sed -n 's/^model name.*: //p' /proc/cpuinfo | head -n 1), $(nproc) cores," \
  "$(awk '/MemTotal/ { printf "%.0f GiB", $2 / 1048576 }' /proc/meminfo), $(uname -sr), $(rustc --version)," \
  "load $(cut -d' ' -f1 /proc/loadavg) before the run, $(date -u +%F)"
for part in "$@"; do
  printf '\n## %s\n\n' "${part^}"
  node "scripts/bench/$part.mjs"
done
