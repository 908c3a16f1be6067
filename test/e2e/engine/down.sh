#!/usr/bin/env bash
# Ends what up.sh started, and nothing else: its engine with all containers and data, or the stand-ins on your engine.
# The cache stays for the next up.sh; `--purge` removes it too. Re-runnable.
set -Eeuo pipefail
# shellcheck source=test/e2e/engine/lib.sh
source "$(dirname -- "${BASH_SOURCE[0]}")/lib.sh"

purge=
case ${1-} in
  '') ;;
  --purge) purge=yes ;;
  *) die 64 'Usage: down.sh [--purge]' ;;
esac

# ended PID: whether it ends within 30 seconds. One that only waits for its parent has ended.
ended() {
  local i
  for ((i = 0; i < 300; i++)); do
    [[ -e /proc/$1 && $(awk '/^State:/ { print $2 }' "/proc/$1/status" 2>/dev/null) != Z ]] || return 0
    sleep 0.1
  done
  return 1
}

# Containers first: the engine would give each of them ten seconds. With the networks go their bridges and rules.
empty_engine() {
  docker version >/dev/null 2>&1 || return 0
  docker ps --all --quiet | xargs --no-run-if-empty docker rm --force >/dev/null
  docker network prune --force >/dev/null
}

stop_engine() {
  local pid
  pid=$(own_engine_pid) || return 0
  empty_engine
  kill "$pid"
  ended "$pid" || {
    echo "The engine (process $pid) does not end: killing it" >&2
    kill -KILL "$pid"
    ended "$pid"
  }
}

# What outlives an engine that was killed: containerd and the parents of containers. Known by our folder in their command.
stop_leftovers() {
  local process pid
  for process in /proc/[0-9]*; do
    pid=${process#/proc/}
    [[ $(readlink "$process/exe" 2>/dev/null) == "$PREFIX"/* ]] || continue
    tr '\0' '\n' <"$process/cmdline" 2>/dev/null | grep -qF -- "$STATE/exec/" || continue
    kill "$pid" 2>/dev/null || continue
    ended "$pid" || kill -KILL "$pid"
  done
}

# Only where the engine had a mount namespace that shares with this one is anything left to unmount.
unmount_all() {
  awk -v below="$STATE/" 'index($2, below) == 1 { print $2 }' /proc/self/mounts | sort --reverse |
    while read -r mounted; do umount --lazy "$mounted"; done
}

# The engine's rules name its chains or bridges. Nothing of them is used once no engine is left in this network.
clean_network() {
  local ip_forward='' forward_policy='' bridge='' tool table rule chain
  [[ -e $STATE/before && -z $(engines_in_this_network) ]] || return 0
  while IFS='=' read -r key value; do
    case $key in
      ip_forward) ip_forward=$value ;;
      forward_policy) forward_policy=$value ;;
      bridge) bridge=$value ;;
    esac
  done <"$STATE/before"

  for tool in iptables ip6tables; do
    for table in raw filter nat; do
      while read -r rule; do
        # xargs takes the quotes of comments as a shell would.
        xargs "$tool" --wait --table "$table" <<<"-D ${rule#-A }"
      done < <("$tool" --wait --table "$table" -S 2>/dev/null | grep -E -- "^-A .*( -j DOCKER| $BRIDGE( |\$)| br-[0-9a-f]{12}( |\$))")
      for action in -F -X; do
        while read -r chain; do
          "$tool" --wait --table "$table" "$action" "$chain"
        done < <("$tool" --wait --table "$table" -S 2>/dev/null | awk '$1 == "-N" && $2 ~ /^DOCKER/ { print $2 }')
      done
    done
  done
  [[ -z $forward_policy ]] || iptables --wait -P FORWARD "$forward_policy"
  [[ -z $ip_forward ]] || printf '%s\n' "$ip_forward" >/proc/sys/net/ipv4/ip_forward
  if [[ $bridge == absent ]] && ip link show "$BRIDGE" >/dev/null 2>&1; then ip link delete "$BRIDGE"; fi
}

# On your engine no stand-in must be mistaken for the real image after the tests. By name: what was built on one has its label.
remove_stand_ins() {
  docker version >/dev/null 2>&1 || return 0
  local ours names
  ours=$(docker image ls --filter "reference=$STAND_IN/*" --format '{{.Repository}}:{{.Tag}}')
  names=$(awk -F '\t' '$2 == "stand-in" { print $1 }' "$STATE/images.tsv" 2>/dev/null || true)
  printf '%s\n' "$names" "$ours" | sed '/^$/d' | xargs --no-run-if-empty docker image rm >/dev/null
}

case $(engine_mode) in
  own)
    use_own_engine
    export PATH=$PATH:/usr/sbin:/sbin
    stop_engine
    stop_leftovers
    unmount_all
    clean_network
    ;;
  yours) remove_stand_ins ;;
  *) ;;
esac

rm -f "$SOCKET"
# Never through a mount that is still there.
if [[ -d $STATE ]]; then rm -rf --one-file-system "$STATE"; fi

if [[ -n $purge && -d $CACHE ]]; then
  [[ -e $CACHE/CACHEDIR.TAG ]] || die 65 "$CACHE is not the cache of up.sh: not removed"
  rm -rf --one-file-system "$CACHE"
fi
