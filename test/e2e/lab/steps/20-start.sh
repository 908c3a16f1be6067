#!/usr/bin/env bash
# Starts dockerd by hand: there need be no systemd. Its data is in a folder of our own, and goes with it.
# shellcheck source-path=SCRIPTDIR source=../lib.sh
. "$(dirname -- "${BASH_SOURCE[0]}")/../lib.sh"

start() {
  mkdir -p -- "$STATE/config"
  printf '{"cliPluginsExtraDirs":["%s"]}\n' "$PREFIX/usr/libexec/docker/cli-plugins" >"$STATE/config/config.json"
  rm -f -- "$STATE/docker.pid"
  export PATH=$PREFIX/usr/sbin:$PREFIX/usr/bin:$PATH
  # A shared mount namespace of its own: where / is private, mounts would not reach the containers.
  setsid nohup unshare --mount --propagation shared dockerd \
    --data-root "$STATE/data" --exec-root "$STATE/exec" --pidfile "$STATE/docker.pid" --host "unix://$SOCKET" \
    --userland-proxy-path "$PREFIX/usr/sbin/docker-proxy" >"$STATE/dockerd.log" 2>&1 </dev/null &
  local _
  for _ in $(seq 120); do
    if docker --host "unix://$SOCKET" version >/dev/null 2>&1; then return; fi
    sleep 0.25
  done
  tail -n 20 "$STATE/dockerd.log"
  return 1
}

pid=$(cat "$STATE/docker.pid" 2>/dev/null || true)
[[ -n $pid && -e /proc/$pid ]] || step 'start of the engine' start
