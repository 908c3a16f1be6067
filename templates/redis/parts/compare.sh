# ─── Key by key ────────────────────────────────────────────────────────────────────────────────────────────────────────
# How many elements of a key are read: all, unless somebody waits for the legacy server meanwhile.
most=1e18
list_old() { old sh -c "$LIST" sh "$most" "${OPTIONS[@]}" <"$work/keys.lua" | sort -u -t $'\t' -k 1,1; }
list_new() {
  # shellcheck disable=SC2016 # expanded in the container
  docker compose exec --no-TTY "$SERVER" sh -c 'REDISCLI_AUTH=$(cat "/run/secrets/$1"); export REDISCLI_AUTH; exec sh -c "$2" sh "$3"' sh "$SECRET" "$LIST" "$most" <"$work/keys.lua" | sort -u -t $'\t' -k 1,1
}
# Two lists side by side: DATABASE:KEY, what the one says, what the other says; "-" where it has no such key.
beside() { join -t $'\t' -a 1 -a 2 -e - -o 0,1.2,1.3,1.4,1.5,1.6,2.2,2.3,2.4,2.5,2.6 "$1" "$2"; }
# The present in milliseconds; a key that expires within this second is gone.
now() { printf '%s000\n' "$(($(date +%s) + 1))"; }
# Before Redis 7 a server says how long a key has, not until when: some milliseconds lie between two answers.
# shellcheck disable=SC2016 # fields of awk
readonly SAME='
  function gone(at) { return at > 0 && at <= now }
  function near(a, b) { return a == b || (a > 0 && b > 0 && a - b < 50 && b - a < 50) }
  function same() { return $2 == $7 && $3 == $8 && near($4, $9) && near($5, $10) }'

# Keys that nobody has changed between two lists, as the second has them.
unchanged() { beside "$1" "$2" | awk -F '\t' -v OFS='\t' "$SAME"' same() { print $1, $7, $8, $9, $10, $11 }'; }

count() { wc -l <"$1"; }
compare() { # compare OLD NEW [partly]: whether NEW has every key of OLD, and no other one unless OLD is but a part
  local differing
  beside "$1" "$2" | awk -F '\t' -v now="$(now)" -v partly="${3-}" "$SAME"'
    function differs(what) { split($1, id, ":"); printf "database %s: %s: %s\n", id[1], ($2 == "-" ? $11 : $6), what }
    $2 == "-" { if (!partly) differs("only in the new one"); next }
    $7 == "-" { if (!gone($4)) differs("missing"); next }
    gone($5) { next }
    $2 != $7 || $3 != $8 || !near($5, $10) { differs("another value"); next }
    !near($4, $9) { differs("another expiry") }' >"$work/diff"
  if [[ -s $work/diff ]]; then
    head -n 20 "$work/diff" >&2
    differing=$(count "$work/diff")
    fail "$differing keys differ; the legacy server has all of them" 4
  fi
}

# Libraries of functions are no keys; the order in which a server names them is none.
functions_of() { { "$@" FUNCTION LIST WITHCODE 2>/dev/null || true; } | tr -d '\r' | { grep -v '^ERR ' || true; } | sort; }

# How many keys were written since the copy, and how many of the copy are not there any more as they were.
written() {
  # An interrupted copy has no such list.
  [[ $(in_new cat "$NOTE/state" 2>/dev/null) == 'took over '* ]] || return 0
  in_new cat "$NOTE/keys" >"$work/carried"
  list_new >"$work/present"
  beside "$work/carried" "$work/present" | awk -F '\t' -v now="$(now)" -v server="$SERVER" "$SAME"'
    { split($1, id, ":"); n = id[1] }
    $2 == "-" { young[n]++; all[n]; next }
    $7 == "-" { if (!gone($4)) { lost[n]++; all[n] } next }
    !same() { young[n]++; lost[n]++; all[n] }
    END { for (n in all) printf "%s, database %s|%d|%d|keys\n", server, n, young[n], lost[n] }' | sort
}
