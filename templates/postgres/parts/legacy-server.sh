# ─── The legacy server ─────────────────────────────────────────────────────────────────────────────────────────────────
find_legacy() {
  local folder
  find_container
  folder=$(docker inspect --format '{{range .Config.Env}}{{println .}}{{end}}' "$SOURCE" | sed -n 's/^PGDATA=//p')
  folder=${folder:-/var/lib/postgresql/data}
  OLD=$(volume_on "$folder")
  [[ -n $OLD ]] || fail "the container of service $OLD_SERVICE has no volume on $folder: its rows are in the container itself" 3
}
old_psql() { docker exec --interactive "$SOURCE" psql --no-psqlrc --quiet --tuples-only --no-align --set=ON_ERROR_STOP=1 --username="$OLD_USER" "$@"; }
old_dump() { docker exec "$SOURCE" "$1" --username="$OLD_USER" "${@:2}"; }
# Who is connected, but for this script: "ID<TAB>ADDRESS<TAB>WHO". No address: on its socket.
clients() {
  old_psql --dbname=postgres --field-separator=$'\t' --command="SELECT pid, coalesce(host(client_addr), ''), coalesce(nullif(application_name, ''), usename) || ' at ' || coalesce(host(client_addr), 'the socket') FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()" </dev/null
}
ready() {
  local i
  for ((i = 0; i < 120; i++)); do
    if old_psql --dbname=postgres --command='SELECT 1' </dev/null >/dev/null 2>&1; then return; fi
    sleep 0.5
  done
  docker logs --tail 20 "$SOURCE" >&2
  fail "the legacy server does not answer role $OLD_USER on its socket"
}
