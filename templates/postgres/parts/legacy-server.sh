# ─── The legacy server ─────────────────────────────────────────────────────────────────────────────────────────────────
find_legacy() {
  SOURCE=$(docker ps --all --quiet --no-trunc --filter "label=com.docker.compose.project=$LEGACY" --filter "label=com.docker.compose.service=$OLD_SERVICE" --filter label=com.docker.compose.oneoff=False)
  [[ -n $SOURCE ]] || fail "Compose project $LEGACY has no container of service $OLD_SERVICE. Start it with its own release, or name its project: LEGACY_PROJECT=…" 3
  [[ $SOURCE != *$'\n'* ]] || fail "Compose project $LEGACY has several containers of service $OLD_SERVICE" 3
  # The volume on its data folder; a folder of the host where it is a bind mount.
  local folder target name source
  folder=$(docker inspect --format '{{range .Config.Env}}{{println .}}{{end}}' "$SOURCE" | sed -n 's/^PGDATA=//p')
  folder=${folder:-/var/lib/postgresql/data}
  OLD=
  while IFS=$'\t' read -r target name source; do
    if [[ -n $target && $folder/ == "$target"/* ]]; then OLD=${name:-$source}; fi
  done < <(docker inspect --format '{{range .Mounts}}{{.Destination}}{{"\t"}}{{.Name}}{{"\t"}}{{.Source}}{{"\n"}}{{end}}' "$SOURCE" | sort)
  [[ -n $OLD ]] || fail "the container of service $OLD_SERVICE has no volume on $folder: its rows are in the container itself" 3
}
old_psql() { docker exec --interactive "$SOURCE" psql --no-psqlrc --quiet --tuples-only --no-align --set=ON_ERROR_STOP=1 --username="$OLD_USER" "$@"; }
old_dump() { docker exec "$SOURCE" "$1" --username="$OLD_USER" "${@:2}"; }
ready() {
  local i
  for ((i = 0; i < 120; i++)); do
    if old_psql --dbname=postgres --command='SELECT 1' </dev/null >/dev/null 2>&1; then return; fi
    sleep 0.5
  done
  docker logs --tail 20 "$SOURCE" >&2
  fail "the legacy server does not answer role $OLD_USER on its socket"
}
