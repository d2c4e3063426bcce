#!/usr/bin/env bash
# A private PostgreSQL and a private MariaDB for the tests, on free ports, away from any
# server the machine already runs. They trade durability for speed and are thrown away.
#
# usage: eval "$(scripts/databases.sh up)"    exports BOLE_TEST_POSTGRES_URL and BOLE_TEST_MYSQL_URL
#        scripts/databases.sh down
#
# A URL already in the environment is used as it is. The role in it must be allowed to
# create databases: every test makes its own.
set -euo pipefail
cd "$(dirname "$0")/.."

# Under /tmp and not under target/: the servers refuse to run as root, and the users they
# run as cannot enter a checkout in somebody's home directory.
home="${TMPDIR:-/tmp}/bole-test-databases-$(pwd | cksum | cut -d' ' -f1)"

main() {
  case "${1:-}" in
    up)
      mkdir -p "$home"
      chmod 755 "$home"
      [ -n "${BOLE_TEST_POSTGRES_URL:-}" ] || start_postgres
      [ -n "${BOLE_TEST_MYSQL_URL:-}" ] || start_mariadb
      echo "export BOLE_TEST_POSTGRES_URL='${BOLE_TEST_POSTGRES_URL:-$(cat "$home/postgres.url")}'"
      echo "export BOLE_TEST_MYSQL_URL='${BOLE_TEST_MYSQL_URL:-$(cat "$home/mariadb.url")}'"
      ;;
    down)
      stop_postgres
      stop_mariadb
      rm -rf "$home"
      ;;
    *)
      echo "usage: scripts/databases.sh up|down" >&2
      exit 2
      ;;
  esac
}

start_postgres() {
  local bin port data="$home/postgres"
  bin=$(postgres_bin)
  if [ -d "$data" ] && as_user postgres "$bin/pg_ctl" -D "$data" status >/dev/null 2>&1; then return; fi
  rm -rf "$data"
  port=$(free_port)
  owned_by postgres "$data"
  as_user postgres "$bin/initdb" -D "$data" -U bole --auth=trust --encoding=UTF8 --locale=C.UTF-8 \
    >"$home/postgres.log" 2>&1 || fail postgres
  as_user postgres "$bin/pg_ctl" -D "$data" -w -t 60 -l "$data/server.log" start -o \
    "-h 127.0.0.1 -p $port -k $data -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=300" \
    </dev/null >>"$home/postgres.log" 2>&1 || fail postgres
  echo "postgres://bole@127.0.0.1:$port/postgres" >"$home/postgres.url"
}

stop_postgres() {
  local data="$home/postgres"
  [ -d "$data" ] || return 0
  as_user postgres "$(postgres_bin)/pg_ctl" -D "$data" -m immediate -w stop >/dev/null 2>&1 || true
}

postgres_bin() {
  local bin
  bin=$(find /usr/lib/postgresql -mindepth 2 -maxdepth 2 -name bin 2>/dev/null | sort -V | tail -n 1)
  [ -n "$bin" ] || bin=$(dirname "$(command -v postgres || echo /usr/bin/postgres)")
  echo "$bin"
}

start_mariadb() {
  local port data="$home/mariadb" run_as=()
  if [ -f "$data/server.pid" ] && kill -0 "$(cat "$data/server.pid")" 2>/dev/null; then return; fi
  rm -rf "$data"
  port=$(free_port)
  owned_by mysql "$data"
  [ "$(id -u)" -ne 0 ] || run_as=(--user=mysql)
  mariadb-install-db --no-defaults "${run_as[@]}" --datadir="$data/data" --skip-test-db \
    --auth-root-authentication-method=normal >"$home/mariadb.log" 2>&1 || fail mariadb
  "$(command -v mariadbd || echo /usr/sbin/mariadbd)" --no-defaults "${run_as[@]}" --datadir="$data/data" \
    --socket="$data/server.sock" --pid-file="$data/server.pid" --port="$port" --bind-address=127.0.0.1 --skip-name-resolve \
    --innodb-flush-log-at-trx-commit=0 --innodb-doublewrite=0 --skip-log-bin --performance-schema=off \
    --max-connections=300 </dev/null >>"$home/mariadb.log" 2>&1 &
  for _ in $(seq 120); do
    mariadb-admin --no-defaults --socket="$data/server.sock" -u root ping >/dev/null 2>&1 && break
    sleep 0.25
  done
  mariadb --no-defaults --socket="$data/server.sock" -u root >>"$home/mariadb.log" 2>&1 <<'SQL' || fail mariadb
CREATE USER 'bole'@'127.0.0.1' IDENTIFIED BY 'bole';
GRANT ALL PRIVILEGES ON *.* TO 'bole'@'127.0.0.1';
CREATE DATABASE bole CHARACTER SET utf8mb4;
SQL
  echo "mysql://bole:bole@127.0.0.1:$port/bole" >"$home/mariadb.url"
}

stop_mariadb() {
  local pid_file="$home/mariadb/server.pid"
  [ -f "$pid_file" ] || return 0
  mariadb-admin --no-defaults --socket="$home/mariadb/server.sock" -u root shutdown >/dev/null 2>&1 || true
}

as_user() { # as_user NAME COMMAND… (as oneself when one is not root)
  local user="$1"
  shift
  if [ "$(id -u)" -eq 0 ]; then
    (cd / && exec setpriv --reuid="$user" --regid="$user" --init-groups env HOME=/tmp "$@")
  else
    "$@"
  fi
}

owned_by() { # owned_by NAME DIRECTORY
  mkdir -p "$2"
  [ "$(id -u)" -ne 0 ] || chown "$1:$1" "$2"
}

free_port() {
  local port
  while :; do
    port=$((20000 + RANDOM % 12000))
    (: <"/dev/tcp/127.0.0.1/$port") 2>/dev/null || break
  done
  echo "$port"
}

fail() { # fail SERVER
  echo "The test server $1 did not start:" >&2
  tail -n 20 "$home/$1.log" >&2
  exit 1
}

main "$@"
