#!/usr/bin/env bash
# Stops with what to install when a command that cannot be got automatically is missing.
# usage: scripts/require.sh COMMAND…
set -euo pipefail

advice() {
  case "$1" in
    cargo | rustup) echo "Rust by rustup: https://rustup.rs" ;;
    node | npm) echo "Node.js 20 or later with npm: https://nodejs.org, or apt-get install nodejs npm" ;;
    python3) echo "Python 3 with venv: apt-get install python3 python3-venv, or your system's equivalent" ;;
    cc) echo "a C compiler: apt-get install build-essential, or your system's equivalent" ;;
    *) echo "the command $1" ;;
  esac
}

missing=0
for command in "$@"; do
  command -v "$command" >/dev/null && continue
  missing=1
  echo "Bole needs $(advice "$command")" >&2
done
exit "$missing"
