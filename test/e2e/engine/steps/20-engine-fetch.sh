#!/usr/bin/env bash
# Docker Engine, Compose and Buildx out of Debian packages, unpacked to a folder of the cache: the machine keeps its own libc
# and nothing of this is installed.
set -Eeuo pipefail
# shellcheck source=test/e2e/engine/lib.sh
source "$(dirname -- "${BASH_SOURCE[0]}")/../lib.sh"

debs=$CACHE/debs/$ENGINE_SUITE-$(debian_arch)

# What is there only counts when it was unpacked to the end, from these packages.
stamp="${ENGINE_PACKAGES[*]} of $ENGINE_SUITE for $(debian_arch)"
if [[ $(cat "$PREFIX/.complete" 2>/dev/null) == "$stamp" ]]; then
  say 'cached'
  exit
fi

if [[ -d $debs ]]; then say 'from cached packages'; else download_debs "$debs" "$ENGINE_SUITE" "${ENGINE_PACKAGES[@]}"; fi
rm -rf "$PREFIX"
for deb in "$debs"/*.deb; do
  dpkg-deb -x "$deb" "$PREFIX"
done
printf '%s\n' "$stamp" >"$PREFIX/.complete"
