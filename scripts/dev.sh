#!/usr/bin/env bash
# Live reload of both sides: the SPA is rebuilt and the browser reloaded by `xtask watch`; the
# server is rebuilt and restarted here. A build that fails leaves the old server running.
set -euo pipefail
cd "$(dirname "$0")/.."

scripts/require.sh cargo node npm cc
bole="${BOLE_TARGET:?run it by make}/debug/bole"
server=
build() {
  # shellcheck disable=SC2086 # the selection is several words
  cargo build $BOLE_PACKAGES --bin bole --bin bole-xtask
}
# The stamp of the built SPA is among them, because the server reads the SPA when it starts.
sources() {
  { find Cargo.toml Cargo.lock crates migrations frontend/dist/.stamp -type f -printf '%T@ %p\n' 2>/dev/null || true; } |
    sort | cksum
}
stop() {
  [ -z "$server" ] || { kill "$server" && wait "$server"; } 2>/dev/null || true
}

build
set -m # a process group of its own, so that all of it ends with this script
"$BOLE_TARGET/debug/bole-xtask" watch > >(sed -u 's/^/[spa] /') 2>&1 &
spa=$!
set +m
trap 'kill -- "-$spa" 2>/dev/null || true; stop' EXIT

seen=
while :; do
  now=$(sources)
  if [ "$now" != "$seen" ]; then
    seen=$now
    if build; then
      stop
      "$bole" serve &
      server=$!
    fi
  fi
  sleep 1
done
