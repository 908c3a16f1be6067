#!/usr/bin/env bash
# Prints what a shell needs to reach the engine of up.sh: eval "$(test/e2e/engine/env.sh)"
set -Eeuo pipefail
# shellcheck source=test/e2e/engine/lib.sh
source "$(dirname -- "${BASH_SOURCE[0]}")/lib.sh"

case $(engine_mode) in
  own)
    own_engine_pid >/dev/null || unavailable 'The engine is not running any more. Run up.sh again.'
    use_own_engine
    for name in PATH DOCKER_CONFIG DOCKER_HOST; do
      printf 'export %s=%q\n' "$name" "${!name}"
    done
    echo 'unset DOCKER_CONTEXT'
    ;;
  yours) echo '# your own engine: nothing to set' ;;
  *) unavailable 'No engine yet. Run up.sh first.' ;;
esac
