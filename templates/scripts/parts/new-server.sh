has_volume() { docker volume inspect -- "$1" >/dev/null 2>&1; }
start_new() {
  docker compose up --detach --no-deps --wait "$SERVER" >"$work/up" 2>&1 || {
    cat "$work/up" >&2
    fail "the new server does not start: docker compose logs $SERVER"
  }
}
