#!/usr/bin/env bash
# Builds the single-page app into frontend/dist, unless it is already there for these sources.
# The build fails when the app has outgrown its size budget.
set -euo pipefail
cd "$(dirname "$0")/.."

scripts/require.sh cargo node npm cc
# shellcheck disable=SC2086 # the selection is several words
cargo build ${BOLE_PACKAGES:?run it by make} --bin bole-xtask
"${BOLE_TARGET:?run it by make}/debug/bole-xtask" build --release
