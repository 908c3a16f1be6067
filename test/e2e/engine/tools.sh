#!/usr/bin/env bash
# promtool and amtool out of Debian packages, unpacked to a folder of the cache. Prints the folder that they are in.
set -Eeuo pipefail
# shellcheck source=test/e2e/engine/lib.sh
source "$(dirname -- "${BASH_SOURCE[0]}")/lib.sh"

[[ $(os_release ID) == debian ]] || unavailable 'promtool and amtool are fetched on Debian only: install them, and put them on the PATH'
tools=$CACHE/tools
stamp="${TOOLS_PACKAGES[*]} of $WATCHING_SUITE for $(debian_arch)"
if [[ $(cat "$tools/.complete" 2>/dev/null) != "$stamp" ]]; then
  debs=$CACHE/debs/tools-$WATCHING_SUITE-$(debian_arch)
  [[ -d $debs ]] || download_debs "$debs" "$WATCHING_SUITE" "${TOOLS_PACKAGES[@]}" >&2
  rm -rf "$tools"
  for deb in "$debs"/*.deb; do dpkg-deb -x "$deb" "$tools"; done
  printf '%s\n' "$stamp" >"$tools/.complete"
fi
printf '%s\n' "$tools/usr/bin"
