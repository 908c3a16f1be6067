# ─── The new platform ──────────────────────────────────────────────────────────────────────────────────────────────────
each_data() {
  local script
  for script in "${TAKE_OVER[@]}"; do bash "$script" "$@" || exit; done
}
say_rows() { # of lines "TABLE|WRITTEN|GONE|UNIT"
  local table written gone unit
  while IFS='|' read -r table written gone unit; do
    say "$table: $unit written since the cut-over: $written; carried $unit changed or deleted: $gone"
  done <<<"$1"
}

# Networks and ports. Those of the legacy stack will be free. A rehearsal takes another block, where this one has an owner.
in_the_way() {
  local found free
  if ! found=$(bash scripts/preflight.sh --project "$REAL" --replaces "$LEGACY"); then
    printf '%s\n' "$found"
    [[ $COMPOSE_PROJECT_NAME == "$REHEARSAL" ]] || fail 'this is in the way: nothing has been changed' 3
    say 'this would be in the way of the cut-over itself'
  fi
  [[ $COMPOSE_PROJECT_NAME == "$REHEARSAL" ]] || return 0
  found=$(bash scripts/preflight.sh --project "$REHEARSAL" --replaces "$LEGACY") || true
  free=$(sed -n 's/^  free: [A-Z0-9_]*=\([0-9.]*\)\. .*/\1/p' <<<"$found")
  if [[ -n $NETWORK_VARIABLE && -n $free ]]; then export "$NETWORK_VARIABLE=$free"; fi
}

# Files of the legacy stack must be those that it was started with: a container that is started again reads them anew.
same_folder() {
  local here name source
  here=$(pwd -P)
  # shellcheck disable=SC2016 # variables of docker's own
  while IFS=$'\t' read -r name source; do
    [[ $(readlink -f -- "$source")/ != "$here"/* ]] || fail "legacy container ${name#/} has $source mounted, in the folder of this release: it could not be started again as it was. Lay the new release in a folder of its own, and leave the old one as it is" 3
  done < <(containers --all | xargs --no-run-if-empty docker inspect --format '{{$name := .Name}}{{range .Mounts}}{{if eq .Type "bind"}}{{$name}}{{"\t"}}{{.Source}}{{"\n"}}{{end}}{{end}}' | sed '/^$/d')
}

# All that takes time and serves nobody, before anything is stopped: checks, images, containers, an empty new server.
make_ready() { # make_ready [VOLUME…]
  local secret
  same_folder
  for secret in ${SECRETS[@]+"${SECRETS[@]}"}; do
    [[ -s secrets/$secret ]] || fail "there is no secrets/$secret: run scripts/secrets-init.sh" 3
  done
  each_data check
  nobody_else
  make_images
  each_data prepare "$@"
  docker compose create
}
stop_services() { # but not the servers with data
  local names=(${WAYS_IN[@]+"${WAYS_IN[@]}"} ${INNER[@]+"${INNER[@]}"})
  ((${#names[@]} == 0)) || docker compose stop "${names[@]}"
}
take_down() { # take_down [OPTION…]: what remains of an earlier release too, such as its networks
  docker compose down --remove-orphans "$@"
  docker network ls --quiet --filter "label=com.docker.compose.project=$COMPOSE_PROJECT_NAME" | xargs --no-run-if-empty docker network rm >/dev/null
}
make_images() { docker compose build; }

# Whether what a service depends on answers it, asked in its own container.
answers() {
  local i
  for ((i = 0; i < 30; i++)); do
    # shellcheck disable=SC2016 # expanded in the container
    if docker compose exec --no-TTY "$1" sh -c '
      if command -v node >/dev/null; then exec node -e "fetch(process.argv[1]).then((reply) => process.exit(reply.ok ? 0 : 1), () => process.exit(1))" "$1"; fi
      if command -v wget >/dev/null; then exec wget -q -T 5 -O /dev/null "$1"; fi
      echo "not asked: no node and no wget" >&2' sh "http://127.0.0.1:$2$3" </dev/null >"$work/$1" 2>&1; then return; fi
    sleep 1
  done
  cat -- "$work/$1" >&2
  return 1
}

# The way in comes last: nobody writes to a platform that may have to go again.
bring_up() {
  local entry name port path pid pids=()
  ((${#INNER[@]} == 0)) || docker compose up --detach --wait "${INNER[@]}" || fail 'the new platform does not become healthy'
  for entry in ${READINESS[@]+"${READINESS[@]}"}; do
    read -r name port path <<<"$entry"
    answers "$name" "$port" "$path" &
    pids+=("$!")
  done
  for pid in ${pids[@]+"${pids[@]}"}; do wait "$pid" || fail 'a service does not reach what it depends on'; done
  # Jobs have done their work.
  ((${#WAYS_IN[@]} == 0)) || docker compose up --detach --wait --no-deps "${WAYS_IN[@]}" || fail 'the new platform does not become healthy'
}
