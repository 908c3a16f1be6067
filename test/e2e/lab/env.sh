#!/usr/bin/env bash
# Prints what a shell needs to talk to the engine that up.sh has started; nothing where it used one that was there.
#   eval "$(test/e2e/engine/env.sh)"
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$(dirname -- "${BASH_SOURCE[0]}")/lib.sh"

if [[ -e $STATE/docker.pid ]]; then
  printf 'export PATH=%q\n' "$PREFIX/usr/sbin:$PREFIX/usr/bin:$PATH"
  printf 'export DOCKER_CONFIG=%q\n' "$STATE/config"
  printf 'export DOCKER_HOST=%q\n' "unix://$SOCKET"
fi
