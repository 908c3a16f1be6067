#!/usr/bin/env bash
# Starts the unpacked engine without a service manager: its own socket, data and process id, all below $STATE.
set -Eeuo pipefail
# shellcheck source=test/e2e/engine/lib.sh
source "$(dirname -- "${BASH_SOURCE[0]}")/../lib.sh"
use_own_engine
export PATH=$PATH:/usr/sbin:/sbin # iptables, where a login shell of Debian's does not look

# Compose and Buildx are plugins of the command line, which looks for them in the system's folders only.
mkdir -p "$DOCKER_CONFIG"
printf '{"cliPluginsExtraDirs":["%s"]}\n' "$PREFIX/usr/libexec/docker/cli-plugins" >"$DOCKER_CONFIG/config.json"

if own_engine_pid >/dev/null && docker version >/dev/null 2>&1; then
  say 'already running'
  exit
fi

# The kernel takes no longer path for a socket.
((${#SOCKET} < 108)) || die 69 "The path of the socket is too long: $SOCKET. Set NEXUS_E2E_SOCKET to a shorter one."

# An engine that starts makes all chains of the firewall anew: another one in this network namespace would lose its own.
others=$(engines_in_this_network)
[[ -z $others ]] || die 69 "Another Docker engine (process ${others//$'\n'/, }) uses this machine's network, and can't be used:" \
  "make it reachable (DOCKER_HOST), stop it, or run this in a network namespace of its own."

# For down.sh to put back.
if [[ ! -e $STATE/before ]]; then
  {
    printf 'ip_forward=%s\n' "$(cat /proc/sys/net/ipv4/ip_forward)"
    printf 'forward_policy=%s\n' "$(iptables -w -S FORWARD | awk '$1 == "-P" { print $3 }')"
    printf 'bridge=%s\n' "$(ip link show "$BRIDGE" >/dev/null 2>&1 && echo there || echo absent)"
  } >"$STATE/before"
fi

options=()
if [[ $BRIDGE != docker0 ]]; then
  options+=(--bridge "$BRIDGE")
  if ! ip link show "$BRIDGE" >/dev/null 2>&1; then
    ip link add "$BRIDGE" type bridge
    ip address add "$BRIDGE_ADDRESS" dev "$BRIDGE"
    ip link set "$BRIDGE" up
  fi
fi

# On a disk that is rather full the engine throws build cache away between two builds: what tests say of it, and figures,
# would depend on the disk. All of it goes with the engine. A file of its own, besides: /etc/docker/daemon.json is another's.
printf '{"builder":{"gc":{"enabled":false}}}\n' >"$STATE/daemon.json"

rm -f "$PIDFILE" "$SOCKET"
# A mount namespace with shared propagation: where / is private, as without systemd, `rslave` mounts would fail.
# The daemon must not keep the caller's descriptors, or whoever reads from them waits for its end.
setsid unshare --mount --propagation shared \
  dockerd --config-file "$STATE/daemon.json" --host "unix://$SOCKET" --data-root "$STATE/data" --exec-root "$STATE/exec" --pidfile "$PIDFILE" \
  --userland-proxy-path "$PREFIX/usr/sbin/docker-proxy" "${options[@]}" \
  >"$LOGS/dockerd.log" 2>&1 </dev/null 3>&- &

for ((i = 0; i < 120; i++)); do
  if version=$(docker version --format '{{.Server.Version}}' 2>/dev/null); then
    say "Docker $version, Compose $(docker compose version --short)"
    exit
  fi
  sleep 0.25
done
tail -n 20 "$LOGS/dockerd.log" >&2
die 1 'The engine does not answer. Its log ends as above.'
