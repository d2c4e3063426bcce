#!/usr/bin/env bash
# Runs a command with everything the tests can use around it: PostgreSQL, MariaDB and a mail
# server. Installs what is missing, and takes down what it started when the command ends.
# usage: scripts/with-services.sh COMMAND [ARGUMENT…]
set -euo pipefail
cd "$(dirname "$0")/.."

mail_dir="/tmp/bole-test-mail-$$"
take_down() {
  scripts/databases.sh down
  scripts/mail-server.sh down "$mail_dir"
}
trap take_down EXIT

scripts/install-test-tools.sh databases mail documents
eval "$(scripts/databases.sh up)"
eval "$(scripts/mail-server.sh up "$mail_dir")"
"$@"
