#!/usr/bin/env bash
# Browser journeys against the real server and the built app.
# usage: scripts/browser-tests.sh [PLAYWRIGHT ARGUMENT…]    e.g. --project phone, or the name of a journey
set -euo pipefail
cd "$(dirname "$0")/.."

scripts/install-test-tools.sh chromium
scripts/install-journeys.sh
cd tests/e2e
exec npx --no-install playwright test "$@"
