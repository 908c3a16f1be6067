# Whether a service gets in with its own password, and may read every table of its schema.
log_in() { # log_in ROLE SECRET
  local refused
  # shellcheck disable=SC2016 # expanded in the container; on loopback the image would trust everybody
  refused=$({ cat -- "secrets/$2" && printf '\n%s\n' "SELECT c.oid::regclass FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = current_user AND c.relkind IN ('r', 'p', 'v', 'm') AND NOT has_table_privilege(c.oid, 'SELECT')"; } |
    docker compose exec --no-TTY "$SERVER" sh -c 'read -r PGPASSWORD; export PGPASSWORD; exec psql --no-psqlrc --quiet --tuples-only --no-align --set=ON_ERROR_STOP=1 --host="$(hostname)" --username="$1" --dbname="$2" --file=-' sh "$1" "$DATABASE") || fail "role $1 can't log in to the new database" 4
  [[ -z $refused ]] || fail "role $1 may not read ${refused//$'\n'/, }" 4
}

# A database without a history of migrations was made by other means, such as prisma db push: they are noted as applied, where
# the tables are what the schema of the service says.
baseline() { # baseline JOB SCHEMA COMMAND…
  local state
  state=$(new_psql --dbname="$DATABASE" --set=schema="$2" <<<"SELECT CASE WHEN to_regclass(format('%I._prisma_migrations', :'schema')) IS NOT NULL THEN 'known' WHEN EXISTS (SELECT FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = :'schema' AND c.relkind IN ('r', 'p')) THEN 'tables' ELSE 'empty' END")
  [[ $state == tables ]] || return 0
  docker compose run --rm --no-deps --no-TTY "$1" "${@:3}" </dev/null >"$work/baseline" 2>&1 || {
    tail -n 40 "$work/baseline" >&2
    fail "schema $2 has tables and no history of migrations, and they are not what $1 expects: bring them in line in the legacy database first" 4
  }
  say "schema $2 had no history of migrations: they are noted as applied"
}

# By which rows that are written from here on are told apart.
remember() {
  new_psql --dbname="$DATABASE" --single-transaction --file=- <<'SQL'
CREATE SCHEMA nexus_cut_over;
CREATE TABLE nexus_cut_over.rows (schema name, name name, count bigint, mark xid);
SELECT format('INSERT INTO nexus_cut_over.rows SELECT %L, %L, count(*), pg_current_xact_id()::xid FROM ONLY %I.%I', n.nspname, c.relname, n.nspname, c.relname)
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE c.relkind = 'r' AND n.nspname !~ '^pg_' AND n.nspname NOT IN ('information_schema', 'nexus_cut_over') AND c.relname <> '_prisma_migrations' \gexec
SQL
}
