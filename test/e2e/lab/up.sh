#!/usr/bin/env bash
# Makes sure that there is a Docker engine with Compose and Buildx, and the base images that out/ names.
#
# An engine that works is used as it is. Without one, on Debian and as root, one is made from Debian's packages, with
# images of the same names made from Debian's packages too: for machines that can't pull.
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$(dirname -- "${BASH_SOURCE[0]}")/lib.sh"

IMAGES=(node:24-alpine node:24-bookworm-slim postgres:17-alpine redis:8-alpine nginxinc/nginx-unprivileged:1.28-alpine)

works() { docker version >/dev/null 2>&1 && docker compose version >/dev/null 2>&1 && docker buildx version >/dev/null 2>&1; }
missing() {
  local image
  for image in "${IMAGES[@]}"; do docker image inspect "$image" >/dev/null 2>&1 || say "$image"; done
}

if [[ ! -e $STATE/docker.pid ]] && works; then
  say "using your engine, $(docker version --format '{{.Server.Version}}')"
  for image in $(missing); do
    step "pull $image" timeout 300 docker pull --quiet "$image"
  done
  exit 0
fi

if [[ $(id -u) != 0 || ! -e /etc/debian_version ]]; then
  fail 'no Docker engine answers. Install Docker Engine 25 or later with Compose and Buildx, and let this user run docker; or run this as root on Debian, where an engine is made from its packages' 69
fi
command -v npm >/dev/null || fail 'npm is not installed: the Node base image is made from a package of npm' 69

say 'no Docker engine answers: making one from Debian packages'
"$HERE/steps/10-packages.sh"
"$HERE/steps/20-start.sh"
eval "$("$HERE/env.sh")"
works || fail "the engine does not answer; see $STATE/log"
if [[ -n $(missing) ]]; then "$HERE/steps/30-images.sh"; fi
[[ -z $(missing) ]] || fail "these images are still missing: $(missing | tr '\n' ' ')"
