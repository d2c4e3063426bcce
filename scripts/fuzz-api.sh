#!/usr/bin/env bash
# Looks for 5xx and undocumented answers with schemathesis, for ten minutes (BOLE_FUZZ_SECONDS=600).
# usage: scripts/fuzz-api.sh [SCHEMATHESIS ARGUMENT…]    e.g. --include-path-regex candidates
set -euo pipefail
cd "$(dirname "$0")/.."

version=4.32.5
venv="${BOLE_TARGET:?run it by make}/schemathesis-$version"
if [ ! -x "$venv/bin/st" ]; then
  scripts/require.sh python3 node
  python3 -m venv "$venv"
  "$venv/bin/pip" install --quiet --disable-pip-version-check "schemathesis==$version"
fi
BOLE_SCHEMATHESIS="$venv/bin/st" exec node scripts/fuzz-api.mjs "$@"
