#!/usr/bin/env bash
# Installs the packages of tests/e2e as locked, unless they are there.
set -euo pipefail
cd "$(dirname "$0")/../tests/e2e"

../../scripts/require.sh node npm
stamp=node_modules/.package-lock.json
[ -f "$stamp" ] && [ ! package-lock.json -nt "$stamp" ] && exit 0
echo "Installing the browser test packages…" >&2
PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1 npm ci --no-audit --no-fund --loglevel=error >&2
touch "$stamp"
