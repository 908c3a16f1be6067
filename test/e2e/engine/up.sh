#!/usr/bin/env bash
# Makes a Docker engine with Compose and Buildx, and the images that out/ builds on, available to the end-to-end tests:
# your engine and the real images where they are, else an engine and stand-in images out of Debian's packages.
# Re-runnable. Then: eval "$(test/e2e/engine/env.sh)"
set -Eeuo pipefail
# shellcheck source=test/e2e/engine/lib.sh
source "$(dirname -- "${BASH_SOURCE[0]}")/lib.sh"

# run STEP: runs steps/STEP-*.sh, and says how long it took and what it has to say.
run() {
  local script name started=${EPOCHREALTIME/./} note code=0
  script=$(echo "$HERE/steps/$1"-*.sh)
  name=$(basename "$script" .sh)
  note=$({ "$script" >"$LOGS/$name.log" 2>&1 9>&-; } 3>&1) || code=$?
  if ((code)); then
    tail -n 20 "$LOGS/$name.log" >&2
    die "$code" "$name failed. Its whole log: $LOGS/$name.log"
  fi
  progress "$started" "${name#*-}" "$note"
}

progress() {
  local tenths=$(((${EPOCHREALTIME/./} - $1) / 100000))
  printf '%5d.%d s  %-15s %s\n' "$((tenths / 10))" "$((tenths % 10))" "${2//-/ }" "$3"
}

# Says what your engine lacks; nothing when it can be used.
complaint_about_your_engine() {
  local compose
  if ! command -v docker >/dev/null; then
    echo 'there is no docker command'
  elif ! docker version >/dev/null 2>&1; then
    echo 'no engine answers'
  elif ! compose=$(docker compose version --short 2>/dev/null); then
    echo 'the engine has no Compose'
  elif ! printf '%s\n' "$COMPOSE_MINIMUM" "${compose#v}" | sort --version-sort --check=quiet; then
    echo "Compose $compose is older than $COMPOSE_MINIMUM"
  elif ! docker buildx version >/dev/null 2>&1; then
    echo 'the engine has no Buildx'
  fi
}

make_stand_ins() {
  IMAGES_KEY=$(images_key)
  export IMAGES_KEY
  run 40
  if ! have_every_stand_in; then
    run 50
    run 60
    run 70
  fi
  run 80
  run 90
}

started=${EPOCHREALTIME/./}
mkdir -p "$CACHE"
[[ -e $CACHE/CACHEDIR.TAG ]] || printf 'Signature: 8a477f597d28d172789f06886806bc55\n# Of the end-to-end tests.\n' >"$CACHE/CACHEDIR.TAG"
mkdir -p "$STATE" "$LOGS"
# One at a time. The steps don't inherit the lock, or the engine would hold it for good.
exec 9>"$STATE/lock"
flock 9

if [[ $(engine_mode) == own ]] && own_engine_pid >/dev/null; then
  mode=own
elif [[ ${NEXUS_E2E_ENGINE:-} == own ]]; then
  mode=own
elif complaint=$(complaint_about_your_engine) && [[ -z $complaint ]]; then
  mode=yours
elif is_debian_root; then
  mode=own
else
  unavailable "No engine for the end-to-end tests: $complaint." \
    "Install Docker Engine with Compose $COMPOSE_MINIMUM or newer and Buildx, and let this user reach it." \
    'As root on Debian, this script can also start an engine of its own.'
fi
if [[ $mode == own ]] && ! is_debian_root; then unavailable 'An engine of its own needs root on Debian.'; fi
printf '%s\n' "$mode" >"$STATE/mode"

if [[ $mode == own ]]; then
  run 10
  run 20
  run 30
  use_own_engine
  : >"$STATE/images.tsv"
  make_stand_ins
else
  progress "$started" engine "using your engine $(docker version --format '{{.Server.Version}}'), Compose $(docker compose version --short)"
  run 35
  if [[ -s $STATE/missing ]]; then
    is_debian_root || unavailable 'These images can neither be found nor pulled (stand-ins are made as root on Debian only):' "$(cat "$STATE/missing")"
    run 10
    make_stand_ins
  fi
fi
progress "$started" total ''
