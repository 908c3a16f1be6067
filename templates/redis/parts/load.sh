# In a container of the new server, as its user and within its limits. Nothing listens on a port; what is in the volume is never
# half a copy, since the files come to their place when all are there.
set -eu
umask 077
fail() {
  printf '%s\n' "$1" >&2
  exit 1
}
folder=/data/nexus-cut-over
rm -rf "$folder/load" "$folder/keys"
mkdir -p "$folder/load"
printf 'taking over %s\n' "$2" >"$folder/state"
cat >"$folder/load/dump.rdb"
redis-check-rdb "$folder/load/dump.rdb" >/tmp/check 2>&1 || {
  tail -n 5 /tmp/check >&2
  fail 'the copy is not whole'
}
asked() { redis-cli -s /tmp/load.sock "$@" | tr -d '\r'; }
# With appendonly yes it would begin empty beside dump.rdb. Without a limit, so that the server that serves is the one that says
# whether they fit.
redis-server /usr/local/etc/redis/redis.conf --dir "$folder/load" --port 0 --unixsocket /tmp/load.sock --appendonly no --save '' --maxmemory 0 >/tmp/log &
server=$!
until [ "$(asked PING 2>/dev/null)" = PONG ]; do
  kill -0 "$server" 2>/dev/null || {
    tail -n 5 /tmp/log >&2
    fail 'the new server does not read the copy'
  }
  sleep 0.1
done
rm -rf /data/dump.rdb /data/appendonlydir /data/appendonly.aof
if [ "$1" = append-only ]; then
  asked CONFIG SET appendonly yes >/dev/null
  while :; do
    case $(asked INFO persistence) in
      *aof_rewrite_in_progress:1* | *aof_rewrite_scheduled:1*) sleep 0.1 ;;
      *aof_enabled:1*aof_last_bgrewrite_status:ok*) break ;;
      *)
        tail -n 5 /tmp/log >&2
        fail 'the new server does not write its append-only file'
        ;;
    esac
  done
  asked SHUTDOWN NOSAVE >/dev/null
  wait "$server"
  # A folder since Redis 7, a file before.
  for name in appendonlydir appendonly.aof; do if [ -e "$folder/load/$name" ]; then mv "$folder/load/$name" /data/; fi; done
else
  [ "$(asked SAVE)" = OK ] || fail 'the new server does not write its snapshot'
  asked SHUTDOWN NOSAVE >/dev/null
  wait "$server"
  mv "$folder/load/dump.rdb" /data/
fi
rm -rf "$folder/load"
