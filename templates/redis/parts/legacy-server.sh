# ─── The legacy server ─────────────────────────────────────────────────────────────────────────────────────────────────
find_legacy() {
  local folder
  find_container
  folder=$(docker inspect --format '{{.Config.WorkingDir}}' "$SOURCE")
  OLD=$(volume_on "${folder:-/data}")
  if [[ -z $OLD ]]; then OLD=$(docker inspect --format '{{range .Mounts}}{{if eq .Type "volume"}}{{println .Name}}{{end}}{{end}}' "$SOURCE" | head -n 1); fi
}
# In its container. Its password is in no argument.
old() {
  if [[ -n $password ]]; then
    REDISCLI_AUTH=$password docker exec --interactive --env REDISCLI_AUTH "$SOURCE" "$@"
  else
    docker exec --interactive "$SOURCE" "$@"
  fi
}
old_cli() { old redis-cli "${OPTIONS[@]}" "$@" </dev/null | tr -d '\r'; }

# Where people put a password: what is after --requirepass, a variable, the file that one names, a secret, a configuration file.
passwords() {
  local arguments variables path
  if [[ -s $GIVEN ]]; then tr -d '\r' <"$GIVEN" && printf '\n'; fi
  arguments=$(docker inspect --format '{{range .Args}}{{println .}}{{end}}' "$SOURCE")
  variables=$(docker inspect --format '{{range .Config.Env}}{{println .}}{{end}}' "$SOURCE")
  sed -n '/^--requirepass$/{n;p}' <<<"$arguments"
  sed -n "s/.*--requirepass[ =]\{1,\}[\"']\{0,1\}\([^\"' ]*\).*/\1/p" <<<"$arguments"$'\n'"$variables"
  sed -n 's/^[A-Z0-9_]*\(PASS\|AUTH\)[A-Z0-9_]*=//p' <<<"$variables"
  {
    grep --only-matching '/[A-Za-z0-9_./-]*' <<<"$arguments" || true
    sed -n 's/^[A-Z0-9_]*_FILE=//p' <<<"$variables"
  } | sort -u | while read -r path; do
    # Not the server's own program, nor its data.
    docker exec "$SOURCE" sh -c 'if [ -f "$1" ] && [ "$(wc -c <"$1")" -lt 262144 ]; then cat "$1"; fi' sh "$path" </dev/null 2>/dev/null >"$work/file" || continue
    case $path in
      *.conf) sed -n "s/[[:space:]]*$//; s/^[[:space:]]*requirepass[[:space:]]\{1,\}[\"']\{0,1\}\([^\"']*\)[\"']\{0,1\}[[:space:]]*$/\1/p" "$work/file" ;;
      /run/secrets/* | *pass* | *secret*) head -n 1 "$work/file" && printf '\n' ;;
    esac
  done || true
}
# Also sets the password, or says that none fits. With a wrong one redis-cli goes on as the default user, who may have none: a
# user with a name is asked for it.
greet() {
  local candidate question=(PING) answer=PONG
  if [[ -n $OLD_USER ]]; then question=(ACL WHOAMI) answer=$OLD_USER; fi
  password=
  { printf '\n' && passwords; } >"$work/passwords"
  while IFS= read -r candidate <&4; do
    password=$candidate
    greeting=$(old_cli "${question[@]}" 2>/dev/null) || greeting='it does not answer'
    case $greeting in "$answer" | LOADING*) break ;; esac
  done 4<"$work/passwords"
  rm -f -- "$work/passwords" "$work/file"
  [[ $greeting != "$answer" ]] || return 0
  [[ -z $OLD_USER || $greeting != default ]] || greeting="no password of user $OLD_USER fits"
  return 1
}
asked() {
  greet || fail "the legacy server can't be asked: ${greeting%.}. If its password is neither in its command, its variables nor its configuration file: put it into $GIVEN" 3
}
ready() {
  local i
  for ((i = 0; i < 120; i++)); do
    if greet; then return; fi
    sleep 0.5
  done
  docker logs --tail 20 "$SOURCE" >&2
  fail "the legacy server does not answer: $greeting"
}
learn() { # what it says of itself
  old_cli INFO >"$work/info"
  grep --quiet '^redis_version:' "$work/info" || fail "the legacy server does not say what it is: $(head -n 1 "$work/info")" 3
}
info() { sed -n "s/^$1://p" "$work/info"; }

# Who is connected, but for this script and replicas: "ID<TAB>ADDRESS<TAB>WHO". Where that is forbidden, nobody seems to be.
clients() {
  local said
  said=$(old redis-cli "${OPTIONS[@]}" <<<$'CLIENT ID\nCLIENT LIST' | tr -d '\r')
  [[ $said == *$'\n'"id=${said%%$'\n'*} "* ]] || fail "the legacy server does not say who is connected to it: ${said%%$'\n'*}. Allow CLIENT ID and CLIENT LIST, or name another user in from()" 3
  awk -v OFS='\t' '
    NR == 1 { own = $1; next }
    {
      split("", value)
      for (i = 1; i <= NF; i++) { at = index($i, "="); value[substr($i, 1, at - 1)] = substr($i, at + 1) }
      if (value["id"] == "" || value["id"] == own || value["flags"] ~ /[SM]/) next
      address = value["addr"]
      sub(/:[0-9]+$/, "", address)
      gsub(/[][]/, "", address)
      print value["id"], address, (value["name"] != "" ? value["name"] : value["lib-name"] != "" ? value["lib-name"] : "a client") " at " address
    }' <<<"$said"
}
# Health checks within its own container come and go: one of them is nobody.
others() {
  clients >"$work/clients"
  if [[ -s $work/clients ]] && ! grep --quiet --invert-match --extended-regexp $'\t(127\\.0\\.0\\.1|::1|/[^\t]*)\t' "$work/clients"; then
    sleep 1
    clients | awk -F '\t' 'NR == FNR { known[$1]; next } $1 in known' "$work/clients" - >"$work/still" && mv -- "$work/still" "$work/clients"
  fi
  cut -f 3 "$work/clients"
}

# A replica gets its keys over the connection, and at once: an older server would write a file of its own for it first.
hasten() {
  local name value
  for name in repl-diskless-sync:yes repl-diskless-sync-delay:0; do
    value=$(old_cli CONFIG GET "${name%:*}" | sed -n 2p)
    if [[ -n $value && $value != "${name#*:}" && $(old_cli CONFIG SET "${name%:*}" "${name#*:}") == OK ]]; then hastened+=("${name%:*} $value"); fi
  done
}
as_it_was() {
  local name value
  while read -r name value <&4; do
    if [[ -n $name ]]; then old_cli CONFIG SET "$name" "$value" >/dev/null; fi
  done 4< <(printf '%s\n' ${hastened[@]+"${hastened[@]}"})
  hastened=()
}
old_rdb() {
  old redis-cli "${OPTIONS[@]}" --rdb - </dev/null 2>"$work/rdb" || {
    cat -- "$work/rdb" >&2
    return 1
  }
}
