#!/bin/bash
# A docker with a memory: containers are folders of $FAKE/containers, their networks files in them, each with an address and a line of
# aliases. What changes anything is written to $FAKE/calls, with names in place of ids.
set -u
here=$FAKE/containers

named() { # named WORD…: ids become names
  local word
  for word in "$@"; do
    if [[ -e $here/$word/name ]]; then printf '%s ' "$(<"$here/$word/name")"; else printf '%s ' "$word"; fi
  done
}
record() { named "$@" | sed 's/ $/\n/' >>"$FAKE/calls"; }
add() { # add SERVICE STATUS: a container as Compose makes it
  local number id network
  number=$(($(cat "$FAKE/number" 2>/dev/null || echo 0) + 1))
  echo "$number" >"$FAKE/number"
  id=$(printf '%064d' "$number")
  mkdir -p "$here/$id/networks"
  echo "shop-$1-$number" >"$here/$id/name"
  echo "$1" >"$here/$id/service"
  echo "$2" >"$here/$id/status"
  for network in $(cat "$FAKE/networks/$1" 2>/dev/null); do
    printf '10.0.0.%d\nshop-%s-%d %s\n\n' "$number" "$1" "$number" "$1" >"$here/$id/networks/$network"
  done
  echo "$id"
}
ids() { # ids SERVICE STATUS: newest first
  local folder
  for folder in $(ls -r "$here" 2>/dev/null); do
    [[ $(<"$here/$folder/service") == "$1" && $(<"$here/$folder/status") =~ ^($2)$ ]] && echo "$folder"
  done
  return 0
}
endpoint() { # endpoint ID NETWORK: as docker inspect prints it
  local address='' aliases='' fixed=''
  if [[ ! -e $here/$1/networks/$2 ]]; then
    echo null
    return
  fi
  { read -r address; read -r aliases; read -r fixed; } <"$here/$1/networks/$2"
  aliases=${aliases:+"\"${aliases// /\",\"}\""}
  printf '{"IPAMConfig":%s,"Aliases":[%s],"DriverOpts":null,"GwPriority":0,"IPAddress":"%s"}\n' \
    "${fixed:+{\"IPv4Address\":\"$fixed\"\}}" "$aliases" "$address" | sed 's/"IPAMConfig":,/"IPAMConfig":null,/'
}

case "$1 ${2-}" in
  'compose config') cat "$FAKE/config.json" ;;
  'compose up')
    record "$@"
    if [[ -e $FAKE/no-compose ]]; then echo 'no such image' >&2; exit 1; fi
    service=${*: -1}
    if [[ $* == *--no-start* ]]; then
      add "$service" created >/dev/null
    else
      for id in $(ids "$service" '.*'); do rm -r "${here:?}/$id"; done
      add "$service" running >/dev/null
    fi
    ;;
  'ps --quiet')
    service=$(sed -n 's/.*service=\([a-z-]*\).*/\1/p' <<<"$*")
    case $* in
      *status=created*) ids "$service" created ;;
      *--all*) ids "$service" '.*' ;;
      *) ids "$service" running ;;
    esac
    ;;
  'inspect --format')
    [[ -d $here/${*: -1} ]] || exit 1
    service=$(<"$here/${*: -1}/service")
    case $3 in
      *Name*) cat "$here/${*: -1}/name" ;;
      *Status*) printf '%s|%s|0\n' "$(<"$here/${*: -1}/status")" "$(cat "$FAKE/health/$service" 2>/dev/null || echo healthy)" ;;
      *Networks*) endpoint "${*: -1}" "$(sed 's/.*"\(.*\)".*/\1/' <<<"$3")" ;;
      *Log*) echo '"refused\n"' ;;
    esac
    ;;
  'networks '*) ls "$here/$2/networks" ;;
  'network disconnect')
    record "$@"
    rm "$here/$4/networks/$3"
    ;;
  'network connect')
    record "$@"
    id=${*: -1} network=${*: -2:1} address=10.0.0.99 fixed='' aliases=''
    shift 2
    while (($# > 2)); do
      case $1 in
        --ip) address=$2 fixed=$2 ;;
        --alias) aliases+="$2 " ;;
      esac
      shift 2
    done
    printf '%s\n%s\n%s\n' "$address" "$aliases" "$fixed" >"$here/$id/networks/$network"
    ;;
  'network inspect') echo '[{"Containers":{"a":{"IPv4Address":"10.0.0.250/24"}},"IPAM":{"Config":[{"Subnet":"10.0.0.0/24"}]}}]' ;;
  'start '*)
    record "$@"
    echo running >"$here/$2/status"
    ;;
  'kill '* | 'stop '*) record "$@" ;;
  'rm '*)
    record "$@"
    rm -r "${here:?}/${*: -1}"
    ;;
  'logs '*) printf 'cannot listen \033[31m\nbye\n' ;;
  'exec '*)
    case $* in
      *SigCgt*) exit "$(cat "$FAKE/hears" 2>/dev/null || echo 0)" ;;
      *' nc '* | *node:net*) exit "$(cat "$FAKE/reached" 2>/dev/null || echo 0)" ;;
      *' cat /proc/net/tcp'*)
        echo '  sl  local_address rem_address   st'
        # One connection less each time it is asked.
        open=$(cat "$FAKE/open" 2>/dev/null || echo 0)
        for ((i = 0; i < open; i++)); do echo "   $i: 0A000002:1388 0A000003:D431 01"; done
        if ((open > 0)); then echo $((open - 1)) >"$FAKE/open"; fi
        echo '   9: 0A000002:24F8 0A000003:D432 01'
        ;;
    esac
    ;;
  'add '*) add "$2" "$3" ;;
  *)
    echo "unexpected: $*" >&2
    exit 9
    ;;
esac
