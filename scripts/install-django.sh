#!/usr/bin/env bash
# Installs Django 4.2 into a virtual environment below target/, unless it is there: the test of
# `bole import-django` reads a database that Django itself made. Prints the interpreter's path.
set -euo pipefail
cd "$(dirname "$0")/.."

scripts/require.sh python3
home="${CARGO_TARGET_DIR:-target}/django-venv"
requirements=tests/fixtures/django/requirements.txt
mkdir -p "$home"
# Tests run at the same time; the first one installs, the others wait for it.
exec 9>"$home/.lock"
flock 9
stamp="$home/.installed"
if ! cmp -s "$requirements" "$stamp"; then
  echo "Installing Django for the tests…" >&2
  log=$(mktemp)
  if ! { python3 -m venv "$home" && "$home/bin/pip" install -q --disable-pip-version-check -r "$requirements"; } >"$log" 2>&1; then
    tail -n 20 "$log" >&2
    echo "The tests need Python 3 with venv (Debian: python3-venv) and the packages of $requirements." >&2
    exit 1
  fi
  rm -f "$log"
  cp "$requirements" "$stamp"
fi
echo "$home/bin/python"
