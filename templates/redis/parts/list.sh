# In the container of either server. A line for each key, with the number of its database. Arguments: how many elements of a key
# are read at most, and options of redis-cli.
lua=$(cat)
most=$1
shift
databases=$(redis-cli "$@" INFO keyspace | tr -d '\r')
case $databases in
  *'# Keyspace'*) ;;
  *)
    printf '%s\n' "$databases" >&2
    exit 1
    ;;
esac
for database in $(printf '%s\n' "$databases" | sed -n 's/^db\([0-9]*\):.*/\1/p'); do
  cursor=0
  while :; do
    reply=$(redis-cli "$@" -n "$database" --raw EVAL "$lua" 0 "$cursor" 1000 "$most")
    cursor=$(printf '%s\n' "$reply" | head -n 1)
    case $cursor in
      '' | *[!0-9]*)
        printf '%s\n' "$reply" | head -n 3 >&2
        exit 1
        ;;
    esac
    printf '%s\n' "$reply" | sed "1d; /^\$/d; s/^/$database:/"
    [ "$cursor" != 0 ] || break
  done
done
