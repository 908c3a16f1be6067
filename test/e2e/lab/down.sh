#!/usr/bin/env bash
# Ends the engine that up.sh has started, by its pid, and removes its data. What is kept makes the next start quick;
# --purge removes that too. Without such an engine it does nothing.
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$(dirname -- "${BASH_SOURCE[0]}")/lib.sh"

pid=$(cat "$STATE/docker.pid" 2>/dev/null || true)
if [[ -n $pid ]] && [[ $(tr '\0' ' ' <"/proc/$pid/cmdline" 2>/dev/null) == *"$STATE"* ]]; then
  kill "$pid"
  for _ in $(seq 120); do
    [[ -e /proc/$pid ]] || break
    sleep 0.25
  done
  [[ ! -e /proc/$pid ]] || fail "dockerd ($pid) does not end"
fi
# What the daemon has left mounted would keep its folder.
awk -v state="$STATE/" 'index($2, state) == 1 { print $2 }' /proc/mounts | sort -r | while read -r mount; do umount -l -- "$mount" || true; done
rm -rf -- "$STATE"
if [[ ${1-} == --purge ]]; then rm -rf -- "$CACHE"; fi
