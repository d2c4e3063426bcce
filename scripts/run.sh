#!/usr/bin/env bash
# Builds server and single-page app side by side, as far as they have changed, and starts the server.
set -euo pipefail
cd "$(dirname "$0")/.."

scripts/require.sh cargo node npm cc
bole="${BOLE_TARGET:?run it by make}/debug/bole"
[ -x "$bole" ] || echo "The first build takes 10 to 30 minutes on two cores; after that Bole starts in seconds."

# First the builder of the app, which is small, so that the two long builds can run together.
# shellcheck disable=SC2086 # the selection is several words
cargo build $BOLE_PACKAGES --bin bole-xtask
# It gets a process group of its own, so that all of it ends when the other build fails.
set -m
scripts/build-spa.sh > >(sed -u 's/^/[spa] /') 2>&1 &
spa=$!
set +m
trap 'kill -- "-$spa" 2>/dev/null || true' EXIT

# shellcheck disable=SC2086
cargo build $BOLE_PACKAGES --bin bole
wait "$spa"
trap - EXIT
exec "$bole" serve
