#!/usr/bin/env bash
# Makes the database of a small Django 4.2 project, by Django itself, and prints the Fernet key of its secrets.
# usage: scripts/django-database.sh FILE         a new SQLite database with everything in it
#        scripts/django-database.sh FILE later   the same one, after people have worked on in it
set -euo pipefail
cd "$(dirname "$0")/.."

python="$PWD/$(scripts/install-django.sh)"
export DATABASE="$1" PYTHONDONTWRITEBYTECODE=1
cd tests/fixtures/django
[ "${2:-}" = later ] || "$python" manage.py migrate --run-syncdb --verbosity 0
"$python" fill.py "${@:2}"
