new_psql() { docker compose exec --no-TTY "$SERVER" psql --no-psqlrc --quiet --tuples-only --no-align --set=ON_ERROR_STOP=1 --username=postgres "$@"; }
users_of() { docker ps --quiet --filter "volume=$1"; }

# How far this script has come, as a comment of the maintenance database.
mark() { new_psql --dbname=postgres --set=text="nexus: $1 $OLD" <<<"COMMENT ON DATABASE postgres IS :'text'"; }
marked() { new_psql --dbname=postgres --command="SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = 'postgres'" </dev/null; }

# limit N: how many connections of services the database takes; the superuser is not limited.
limit() { printf 'ALTER DATABASE :"name" CONNECTION LIMIT %d' "$1" | new_psql --dbname=postgres --set=name="$DATABASE"; }

new_tables() { # how many tables the new server has, in all of its databases
  local total=0 name count
  while read -r name; do
    count=$(new_psql --dbname="$name" --command="SELECT count(*) FROM pg_class WHERE relkind IN ('r', 'p', 'm') AND relnamespace::regnamespace::text !~ '^(pg_|information_schema)'" </dev/null)
    total=$((total + count))
  done < <(new_psql --dbname=postgres --command="SELECT datname FROM pg_database WHERE datallowconn" </dev/null)
  printf '%d\n' "$total"
}
