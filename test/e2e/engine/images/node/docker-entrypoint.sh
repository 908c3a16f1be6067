#!/bin/sh
# Runs `node` with what is no command: an option, a script. Commands run as they are.
set -eu
if [ "${1#-}" != "$1" ] || ! command -v "$1" >/dev/null || { [ -f "$1" ] && ! [ -x "$1" ]; }; then
  set -- node "$@"
fi
exec "$@"
