#!/usr/bin/env bash
# Screenshots of every page into shots/. Each option may be given several times; without one, all are taken.
# usage: scripts/shots.sh [--page NAME] [--size desktop|phone] [--theme light|dark] [--lang zh|en]
set -euo pipefail
cd "$(dirname "$0")/.."

scripts/install-test-tools.sh chromium
scripts/install-journeys.sh
exec node tests/e2e/shots.mjs "$@"
