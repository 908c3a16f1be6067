# ─── The legacy stack: containers, whatever its Compose file says by now ───────────────────────────────────────────────
containers() { docker ps "$@" --quiet --no-trunc --filter "label=com.docker.compose.project=$LEGACY" --filter label=com.docker.compose.oneoff=False; }
service_of() { docker inspect --format '{{index .Config.Labels "com.docker.compose.service"}}' "$1"; }
holds_data() {
  local service own
  own=$(service_of "$1")
  for service in "${OLD_SERVICES[@]}"; do if [[ $service == "$own" ]]; then return; fi; done
  return 1
}
has_legacy() { [[ -n $(containers --all) ]] || fail "there is no legacy stack on this host: no container of Compose project $LEGACY. If its project has another name: LEGACY_PROJECT=…" 3; }
legacy_runs() { # whether anything of it runs but its data
  local id
  for id in $(containers); do if ! holds_data "$id"; then return; fi; done
  return 1
}
starts_of_legacy() { containers --all | sort | xargs --no-run-if-empty docker inspect --format '{{.Id}} {{.State.StartedAt}}'; }
# Whether no legacy container has been started since.
unchanged_since() { ! legacy_runs && [[ $(starts_of_legacy) == "$(cat -- "$STATE/$1")" ]]; }
volumes_of_legacy() { each_data source | sed -n 'p;n' | sed '/^$/d'; }

# Clients of the legacy servers that would still be there when the legacy services have stopped, "WHO": seen twice, since health
# checks come and go. Those of a legacy container are known by its addresses.
outsiders() {
  each_data clients | sort >"$work/clients"
  [[ -s $work/clients ]] || return 0
  sleep 2
  each_data clients | sort | comm -12 - "$work/clients" >"$work/stay"
  local id
  for id in $(containers); do if ! holds_data "$id"; then addresses_of "$id"; fi; done >"$work/own"
  awk -F '\t' 'NR == FNR { own[$1]; next } { sub(/^::ffff:/, "", $2) } !($2 in own) { print $3 }' "$work/own" "$work/stay"
}
addresses_of() { docker inspect --format '{{range .NetworkSettings.Networks}}{{println .IPAddress}}{{println .GlobalIPv6Address}}{{end}}' "$1" | sed '/^$/d'; }
# Addresses of this host in the networks of the legacy stack: what comes through a published port has one, its services too.
gateways() { containers | xargs --no-run-if-empty docker inspect --format '{{range .NetworkSettings.Networks}}{{println .Gateway}}{{println .IPv6Gateway}}{{end}}' | sed '/^$/d' | sort -u; }
nobody_else() {
  local who host from=() through=()
  outsiders >"$work/outsiders"
  host=$(gateways)
  while read -r who; do
    if grep --quiet --line-regexp --fixed-strings -- "${who##* }" <<<"$host"; then through+=("$who"); else from+=("$who"); fi
  done <"$work/outsiders"
  if ((${#through[@]} > 0)); then
    who=$(list "${through[@]}")
    say "connected to the legacy data through this host: $who. If that is no legacy service, end it before the cut-over"
  fi
  if ((${#from[@]} > 0)); then
    who=$(list "${from[@]}")
    [[ $COMPOSE_PROJECT_NAME == "$REHEARSAL" ]] || fail "connected to the legacy data, and not of the legacy stack: $who. They may write while it is copied: end them, and run this again. Nothing has been stopped" 3
    say "connected to the legacy data, and not of the legacy stack: $who. They would be in the way of the cut-over itself"
  fi
}
list() { printf '%s\n' "$@" | sort | uniq -c | sed -E 's/^ *1 //; s/^ *([0-9]+) (.*)/\2 (\1)/' | paste -s -d , | sed 's/,/, /g'; }

# Which containers run, in the order in which they were started, with their restart policies. After an interruption some are
# stopped already, and have lost their policy: what was noted before holds.
remember_legacy() {
  if [[ -s $STATE/legacy ]] && ! legacy_runs; then return; fi
  touch -- "$STATE/legacy"
  containers | xargs --no-run-if-empty docker inspect --format '{{.State.StartedAt}} {{.Id}} {{.HostConfig.RestartPolicy.Name}}:{{.HostConfig.RestartPolicy.MaximumRetryCount}}' |
    sort | awk 'FILENAME != "-" { known[$1] = $2; next } { print $2, ($2 in known ? known[$2] : $3) }' "$STATE/legacy" - >"$STATE/legacy.new"
  mv -- "$STATE/legacy.new" "$STATE/legacy"
}

# Containers that are stopped by hand come back with the engine where their policy is "always": it is taken away meanwhile.
stop_containers() {
  (($# > 0)) || return 0
  docker update --restart no "$@" >/dev/null
  docker stop "$@" >/dev/null
}
stop_writers() {
  local id writers=()
  for id in $(containers); do if ! holds_data "$id"; then writers+=("$id"); fi; done
  stop_containers ${writers[@]+"${writers[@]}"}
}
start_data() {
  local id
  for id in $(containers --all); do if holds_data "$id"; then docker start "$id" >/dev/null; fi; done
  each_data ready
}
stop_data() {
  local id data=()
  for id in $(containers); do data+=("$id"); done
  stop_containers ${data[@]+"${data[@]}"}
}

start_legacy() {
  local id policy failed=()
  while read -r id policy <&3; do
    docker update --restart "${policy%:0}" "$id" >/dev/null || failed+=("$id")
    if holds_data "$id"; then docker start "$id" >/dev/null || failed+=("$id"); fi
  done 3<"$STATE/legacy"
  each_data ready
  while read -r id policy <&3; do docker start "$id" >/dev/null || failed+=("$id"); done 3<"$STATE/legacy"
  sleep 2
  while read -r id policy <&3; do
    [[ $(docker inspect --format '{{.State.Running}}' "$id") == true ]] || failed+=("$id")
  done 3<"$STATE/legacy"
  ((${#failed[@]} == 0)) || fail "these legacy containers do not run: $(docker inspect --format '{{.Name}}' "${failed[@]}" | tr -d / | sort -u | tr '\n' ' '). See docker logs" 5
  rm -f -- "$STATE/legacy"
}

# After a failure: as it was before. What the new platform has taken stays in its volume.
legacy_again() {
  local rows
  say 'the legacy stack is started again' >&2
  docker compose logs --no-color --timestamps >"$STATE/new-platform.log" 2>&1
  stop_services >/dev/null 2>&1
  rows=$(each_data written 2>/dev/null)
  take_down >/dev/null 2>&1
  rm -f -- "$STATE/copied"
  # In a shell of its own: it ends with a code where a container does not start.
  (start_legacy) || code=5
  if [[ -n $rows ]]; then say_rows "$rows" >&2; fi
  say "nothing of it is lost. Logs of the new platform: $STATE/new-platform.log" >&2
}
