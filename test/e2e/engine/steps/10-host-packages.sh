#!/usr/bin/env bash
# What the engine and the stand-in images need of this machine, from its own Debian. Says what it installed.
set -Eeuo pipefail
# shellcheck source=test/e2e/engine/lib.sh
source "$(dirname -- "${BASH_SOURCE[0]}")/../lib.sh"

# Command and package. runc is the machine's own, because the newer suite's needs a newer libc.
declare -A package_of=([runc]=runc [iptables]=iptables [ip]=iproute2 [mmdebstrap]=mmdebstrap [zstd]=zstd)

missing=()
for command in "${!package_of[@]}"; do
  PATH=$PATH:/usr/sbin:/sbin command -v "$command" >/dev/null || missing+=("${package_of[$command]}")
done
if ((${#missing[@]} == 0)); then
  say 'all there'
  exit
fi

export DEBIAN_FRONTEND=noninteractive
apt-get -qq update
apt-get -qq install -y --no-install-recommends "${missing[@]}"
say "installed ${missing[*]}"
