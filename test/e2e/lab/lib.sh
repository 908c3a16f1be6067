# shellcheck shell=bash
# Sourced by the other files of this folder.
set -Eeuo pipefail

HERE=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)
# The engine's own data, gone after down.sh; and what is worth keeping for the next run.
STATE=${NEXUS_E2E_STATE:-${TMPDIR:-/tmp}/nexus-infra-e2e}
CACHE=${NEXUS_E2E_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/nexus-infra-e2e}
SOCKET=${NEXUS_E2E_SOCKET:-/var/run/docker.sock}
PREFIX=$CACHE/engine
export HERE STATE CACHE SOCKET PREFIX

say() { printf '%s\n' "$*"; }
fail() {
  printf 'engine: %s\n' "$1" >&2
  exit "${2:-1}"
}

# The Debian mirrors that this machine is set up with.
mirror() { # mirror main|security
  local uris
  uris=$(sed -n 's/^URIs: *//p' /etc/apt/sources.list.d/debian.sources 2>/dev/null || true)
  [[ -n $uris ]] || uris=$(awk '$1 == "deb" { print $2 }' /etc/apt/sources.list 2>/dev/null | awk '!seen[$0]++' || true)
  local main security
  main=$(head -n 1 <<<"$uris")
  security=$(grep -m 1 security <<<"$uris" || true)
  if [[ $1 == main ]]; then say "$main"; else say "${security:-${main%/debian}/debian-security}"; fi
}

# step "what" command…: says how long it took; its output goes to the log.
step() {
  local what=$1 started=$SECONDS
  shift
  mkdir -p -- "$STATE"
  if ! "$@" >>"$STATE/log" 2>&1; then
    tail -n 20 "$STATE/log" >&2
    fail "$what failed; the whole log is $STATE/log"
  fi
  printf '  %-44s %4d s\n' "$what" "$((SECONDS - started))"
}
