#!/usr/bin/env bash
# Adds the WebAssembly target to the pinned toolchain, unless it is there.
set -euo pipefail
cd "$(dirname "$0")/.."

target=wasm32-unknown-unknown
[ -d "$(rustc --print sysroot)/lib/rustlib/$target/lib" ] && exit 0

# Without rustup the SPA build looks for another compiler by itself and says what it found.
command -v rustup >/dev/null || exit 0
echo "Adding the WebAssembly target to Rust…" >&2
rustup --quiet target add "$target"
