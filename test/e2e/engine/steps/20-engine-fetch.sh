#!/usr/bin/env bash
# Docker Engine, Compose and Buildx out of Debian packages, unpacked to a folder of the cache: the machine keeps its own libc
# and nothing of this is installed.
set -Eeuo pipefail
# shellcheck source=test/e2e/engine/lib.sh
source "$(dirname -- "${BASH_SOURCE[0]}")/../lib.sh"

debs=$CACHE/debs/$ENGINE_SUITE-$(debian_arch)

download() {
  local mirror apt
  mirror=$(debian_mirror "$(os_release VERSION_CODENAME)")
  [[ -n $mirror ]] || die 69 "apt has no source for $(os_release VERSION_CODENAME): no mirror to take the engine from"
  # An apt of its own, so that the machine's never sees this suite.
  apt=$STATE/apt
  mkdir -p "$apt/lists/partial" "$apt/archives/partial"
  printf 'deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] %s %s main\n' "$mirror" "$ENGINE_SUITE" >"$apt/sources.list"
  cat >"$apt/apt.conf" <<CONF
Dir::Etc::sourcelist "$apt/sources.list";
Dir::Etc::sourceparts "/dev/null";
Dir::State::lists "$apt/lists";
Dir::Cache::archives "$apt/archives";
Dir::Cache::pkgcache "";
Dir::Cache::srcpkgcache "";
Acquire::Languages "none";
// Mirrors that were frozen on some day serve release files whose dates have passed.
Acquire::Check-Valid-Until "false";
// The cache may be where apt's own user can't write.
APT::Sandbox::User "root";
CONF
  export APT_CONFIG=$apt/apt.conf
  apt-get -qq update
  rm -rf "$debs.part"
  mkdir -p "$debs.part"
  (cd "$debs.part" && apt-get -qq download "${ENGINE_PACKAGES[@]}")
  mv -T "$debs.part" "$debs"
  rm -rf "$apt"
}

# What is there only counts when it was unpacked to the end, from these packages.
stamp="${ENGINE_PACKAGES[*]} of $ENGINE_SUITE for $(debian_arch)"
if [[ $(cat "$PREFIX/.complete" 2>/dev/null) == "$stamp" ]]; then
  say 'cached'
  exit
fi

if [[ -d $debs ]]; then say 'from cached packages'; else download; fi
rm -rf "$PREFIX"
for deb in "$debs"/*.deb; do
  dpkg-deb -x "$deb" "$PREFIX"
done
printf '%s\n' "$stamp" >"$PREFIX/.complete"
