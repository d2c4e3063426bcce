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


# test_rust FILTER…: a nextest filter, or for cargo test the targets that hold the same tests.
if command -v cargo-nextest >/dev/null; then
  test_rust() { cargo nextest run "${packages[@]}" --no-fail-fast ${1:+-E "$1"}; }
else
  test_rust() { cargo test "${packages[@]}" --no-fail-fast --quiet ${2:-}; }
fi

case "$part" in
  all) test_rust ;;
  services)
    test_rust 'package(bole-persistence) | package(bole-migrations) | package(bole-integrations) | test(mail)' --tests
    for url in "${BOLE_TEST_POSTGRES_URL:-}" "${BOLE_TEST_MYSQL_URL:-}"; do
      [ -n "$url" ] || continue
      echo "The whole system on ${url%%:*}" >&2
      BOLE_TEST_SYSTEM_URL="$url" test_rust 'package(bole-tests)' '--test=system'
    done
    ;;
  corpus) exec cargo test "${packages[@]}" --quiet --test corpus -- --nocapture ;;
  *)
    echo "test-rust: no part '$part'" >&2
    exit 2
    ;;
esac
