#!/bin/bash
# What the official image's entry point does for the variables POSTGRES_* (and *_FILE) and for /docker-entrypoint-initdb.d.
set -Eeuo pipefail

# from_file NAME [DEFAULT]: NAME, or the content of the file that NAME_FILE names.
from_file() {
  local name=$1 file=${1}_FILE default=${2-} value
  if [[ -n ${!name-} && -n ${!file-} ]]; then
    echo "error: both $name and $file are set (but are exclusive)" >&2
    exit 1
  fi
  value=${!name:-$default}
  if [[ -n ${!file-} ]]; then value=$(<"${!file}"); fi
  export "$name=$value"
  unset "$file"
}

run_sql() {
  PGPASSWORD=$POSTGRES_PASSWORD \
    psql -v ON_ERROR_STOP=1 --no-psqlrc --no-password --username "$POSTGRES_USER" "$@"
}

run_init_file() {
  echo "$0: running $1"
  case $1 in
    *.sh)
      # Without the permission to run, it is sourced: so does the official one.
      # shellcheck source=/dev/null
      if [[ -x $1 ]]; then "$1"; else source "$1"; fi
      ;;
    *.sql) run_sql --dbname "$POSTGRES_DB" --file "$1" ;;
    *.sql.gz) gunzip --stdout "$1" | run_sql --dbname "$POSTGRES_DB" ;;
    *) echo "$0: ignoring $1" ;;
  esac
}

initialize() {
  from_file POSTGRES_PASSWORD
  from_file POSTGRES_USER postgres
  from_file POSTGRES_DB "$POSTGRES_USER"
  from_file POSTGRES_INITDB_ARGS
  local auth=${POSTGRES_HOST_AUTH_METHOD:-scram-sha-256} file
  if [[ -z $POSTGRES_PASSWORD && $auth != trust ]]; then
    echo "Error: Database is uninitialized and superuser password is not specified." >&2
    exit 1
  fi
  # The arguments are one string, with the quoting of a shell.
  eval "initdb --username=\"\$POSTGRES_USER\" --pwfile=<(printf '%s\n' \"\$POSTGRES_PASSWORD\") $POSTGRES_INITDB_ARGS"
  printf '\nhost all all all %s\n' "$auth" >>"$PGDATA/pg_hba.conf"

  # Only on the socket while it is being set up: nobody must find it ready before it is.
  pg_ctl --pgdata "$PGDATA" --options "-c listen_addresses=''" --wait start
  if [[ $POSTGRES_DB != postgres ]]; then
    run_sql --dbname postgres --set db="$POSTGRES_DB" <<<'CREATE DATABASE :"db";'
  fi
  for file in /docker-entrypoint-initdb.d/*; do
    if [[ -e $file ]]; then run_init_file "$file"; fi
  done
  pg_ctl --pgdata "$PGDATA" --mode fast --wait stop
  printf '\nPostgreSQL init process complete; ready for start up.\n\n'
}

if [[ ${1:0:1} == - ]]; then set -- postgres "$@"; fi
if [[ $1 == postgres ]]; then
  mkdir -p "$PGDATA"
  chmod 700 "$PGDATA" || true # a folder of somebody else's: initdb will say what is wrong
  if [[ $(id -u) == 0 ]]; then
    find "$PGDATA" /var/run/postgresql \! -user postgres -exec chown postgres {} +
    exec gosu postgres "$0" "$@"
  fi
  if [[ ! -s $PGDATA/PG_VERSION ]]; then initialize; fi
fi
exec "$@"
