#!/usr/bin/env bash
# Ends the engine that up.sh has started, and starts it again with all of its containers:
#
#   restart.sh clean   as "systemctl restart docker" does
#   restart.sh kill    only the daemon dies, as when it is killed for want of memory: containers run on without it
#   restart.sh power   everything dies at once, as in a power cut
set -Eeuo pipefail
# shellcheck source=test/e2e/engine/lib.sh
source "$(dirname -- "${BASH_SOURCE[0]}")/lib.sh"

[[ $(engine_mode) == own ]] || die 69 'Only the engine that up.sh has started is restarted.'
use_own_engine
pid=$(own_engine_pid) || die 69 'The engine does not run.'

gone() {
  local i
  for ((i = 0; i < 600; i++)); do
    [[ -e /proc/$1 && $(awk '/^State:/ { print $2 }' "/proc/$1/status" 2>/dev/null) != Z ]] || return 0
    sleep 0.1
  done
  die 1 "Process $1 does not end."
}

# Of containers of this engine: their parents, which name its folder in their command, and what runs in them.
processes() {
  local process command
  for process in /proc/[0-9]*; do
    [[ $(readlink "$process/exe" 2>/dev/null) == "$PREFIX"/* ]] || continue
    command=$(tr '\0' '\n' <"$process/cmdline" 2>/dev/null) || continue
    if grep -qF -- "$STATE/" <<<"$command"; then printf '%s\n' "${process#/proc/}"; fi
  done
  docker ps --quiet | xargs --no-run-if-empty docker inspect --format '{{.State.Pid}}'
}

case ${1-} in
  clean) kill "$pid" ;;
  kill) kill -KILL "$pid" ;;
  power)
    mapfile -t all < <(processes)
    kill -KILL "$pid" "${all[@]}" 2>/dev/null || true
    ;;
  *) die 64 'Usage: restart.sh clean|kill|power' ;;
esac
gone "$pid"
exec "$HERE/steps/30-engine-start.sh"
