#!/usr/bin/env bash
# Installs from Debian what `make test` and `make shots` need and the machine lacks:
# Chromium, the two database servers, Redis, a mail server, poppler and a Chinese font.
# usage: scripts/install-test-tools.sh [chromium|databases|mail|bench…]   (default: all but bench)
set -euo pipefail

packages=()
need() { # need PACKAGE… when TEST fails: need "test command" package…
  local test="$1"
  shift
  bash -c "$test" >/dev/null 2>&1 || packages+=("$@")
}

[ $# -gt 0 ] || set -- chromium databases mail documents
for group in "$@"; do
  case "$group" in
    chromium)
      need "command -v chromium" chromium
      need "fc-list 2>/dev/null | grep -qi 'noto.*cjk' || ls /usr/share/fonts/opentype/noto/NotoSansCJK*" fonts-noto-cjk
      ;;
    databases)
      need "command -v postgres || ls /usr/lib/postgresql/*/bin/postgres" postgresql
      need "command -v mariadbd || ls /usr/sbin/mariadbd" mariadb-server
      need "command -v redis-server" redis-server
      ;;
    mail)
      need "command -v postfix || ls /usr/sbin/postfix" postfix
      need "command -v dovecot || ls /usr/sbin/dovecot" dovecot-core
      need "ls /usr/lib/dovecot/imap" dovecot-imapd
      ;;
    documents) need "command -v pdftotext" poppler-utils ;;
    bench)
      need "command -v wrk" wrk
      need "command -v smtp-sink || ls /usr/sbin/smtp-sink" postfix
      ;;
    *)
      echo "install-test-tools: no group '$group'" >&2
      exit 2
      ;;
  esac
done
[ ${#packages[@]} -gt 0 ] || exit 0

if ! command -v apt-get >/dev/null; then
  echo "The tests need the equivalents of these Debian packages: ${packages[*]}" >&2
  exit 1
fi
as_root=()
if [ "$(id -u)" -ne 0 ]; then
  if ! command -v sudo >/dev/null; then
    echo "The tests need: apt-get install ${packages[*]} (run it as root; there is no sudo here)" >&2
    exit 1
  fi
  as_root=(sudo)
fi

echo "Installing for the tests: ${packages[*]}" >&2
log=$(mktemp)
install() {
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "${packages[@]}"
}
# The package lists of a new machine are often empty or old, so a first failure is followed by an update.
if ! install >"$log" 2>&1; then
  if ! { "${as_root[@]}" apt-get update -q && install; } >>"$log" 2>&1; then
    tail -n 30 "$log" >&2
    exit 1
  fi
fi
rm -f "$log"
