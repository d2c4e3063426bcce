#!/usr/bin/env bash
# Runs the Rust tests with cargo-nextest when it is installed, else with cargo test.
# usage: scripts/test-rust.sh            every test that needs nothing but this machine (SQLite)
#        scripts/test-rust.sh services   those that do more with the servers of with-services.sh
#        scripts/test-rust.sh corpus     the parser's accuracy on the corpus, printed
set -euo pipefail
cd "$(dirname "$0")/.."

# shellcheck disable=SC2206 # the selection is several words
packages=(${BOLE_PACKAGES:?run it by make})
part="${1:-all}"
# The tests start the program itself: it reads documents in a child process.
cargo build "${packages[@]}" --bin bole

if command -v cargo-nextest >/dev/null; then
  case "$part" in
    all) exec cargo nextest run "${packages[@]}" --no-fail-fast ;;
    services)
      exec cargo nextest run "${packages[@]}" --no-fail-fast \
        -E 'package(bole-persistence) | package(bole-migrations) | package(bole-integrations) | test(mail)'
      ;;
    corpus) exec cargo nextest run "${packages[@]}" --no-capture -E 'binary(corpus)' ;;
  esac
else
  case "$part" in
    all) exec cargo test "${packages[@]}" --no-fail-fast --quiet ;;
    services) exec cargo test "${packages[@]}" --no-fail-fast --quiet --tests ;;
    corpus) exec cargo test "${packages[@]}" --quiet --test corpus -- --nocapture ;;
  esac
fi
echo "test-rust: no part '$part'" >&2
exit 2
