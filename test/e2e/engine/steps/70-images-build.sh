#!/usr/bin/env bash
# The stand-in images on top of the base images, see images/docker-bake.hcl.
set -Eeuo pipefail
# shellcheck source=test/e2e/engine/lib.sh
source "$(dirname -- "${BASH_SOURCE[0]}")/../lib.sh"

KEY=$(images_key)
DOWNLOADS=$CACHE/node/$NODE_VERSION-$NPM_VERSION
# Node warns of an empty file of certificates on every start; an empty variable it ignores.
EXTRA_CA=$([[ -z $(extra_ca) ]] || echo /usr/local/share/ca-certificates/host-ca.crt)
export KEY DOWNLOADS EXTRA_CA WATCHING_SUITE WATCHING_PACKAGES

cd "$HERE/images"
# The downloads are outside of this folder, which bake must be allowed to read.
docker buildx bake --progress plain --allow "fs.read=$DOWNLOADS"
say "$KEY"
