#!/usr/bin/env bash
# Adds the WebAssembly target to the pinned toolchain for the lints of the SPA, unless it is there.
set -euo pipefail
cd "$(dirname "$0")/.."

target=wasm32-unknown-unknown
[ -d "$(rustc --print sysroot)/lib/rustlib/$target/lib" ] && exit 0

if ! command -v rustup >/dev/null; then
  echo "Linting the SPA needs the target $target, and there is no rustup to add it." >&2
  exit 1
fi
echo "Adding the WebAssembly target to Rust…" >&2
rustup --quiet target add "$target"
