#!/usr/bin/env bash
# Builds server and app with all optimisation and packs them as target/bole-VERSION-ARCHITECTURE.tar.gz:
#   bole   spa/   LICENSE   README.md   README.zh-CN.md   .env.example
set -euo pipefail
cd "$(dirname "$0")/.."

scripts/build-spa.sh
# shellcheck disable=SC2086 # the selection is several words
cargo build --release ${BOLE_PACKAGES:?run it by make} --bin bole

version=$(sed -n '/^\[workspace.package\]/,/^\[/s/^version = "\(.*\)"/\1/p' Cargo.toml)
name="bole-$version-$(uname -m)"
staging="$BOLE_TARGET/$name"
rm -rf "$staging"
mkdir -p "$staging"
cp "$BOLE_TARGET/release/bole" LICENSE README.md README.zh-CN.md .env.example "$staging"
cp -R frontend/dist "$staging/spa"
strip --strip-debug "$staging/bole"
tar -C "$BOLE_TARGET" -czf "$staging.tar.gz" "$name"
rm -rf "$staging"
echo "$staging.tar.gz ($(du -h "$staging.tar.gz" | cut -f1))"
