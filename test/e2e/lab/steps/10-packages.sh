#!/usr/bin/env bash
# The engine's packages, unpacked into a folder of our own: Debian's stable Docker is too old, and installing the newer
# one would upgrade the machine's C library. runc and iptables are the machine's own.
# shellcheck source-path=SCRIPTDIR source=../lib.sh
. "$(dirname -- "${BASH_SOURCE[0]}")/../lib.sh"

install_tools() {
  apt-get -qq update
  DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends mmdebstrap runc iptables zstd ca-certificates
}

# An apt of our own for the newer suites: the machine's stays as it is.
fetch_engine() {
  local apt=$STATE/apt suite signed='[signed-by=/usr/share/keyrings/debian-archive-keyring.gpg]'
  mkdir -p -- "$apt/lists/partial" "$apt/archives/partial" "$STATE/debs"
  cat >"$apt/apt.conf" <<CONF
Dir::Etc::sourcelist "$apt/sources.list";
Dir::Etc::sourceparts "/dev/null";
Dir::Etc::preferences "$apt/preferences";
Dir::Etc::preferencesparts "/dev/null";
Dir::State::lists "$apt/lists";
Dir::Cache::archives "$apt/archives";
Dir::Cache::pkgcache "$apt/pkgcache.bin";
Dir::Cache::srcpkgcache "$apt/srcpkgcache.bin";
Acquire::Languages "none";
Acquire::Check-Valid-Until "false";
CONF
  : >"$apt/preferences"
  for suite in bookworm sid; do printf 'deb %s %s %s main\n' "$signed" "$(mirror main)" "$suite"; done >"$apt/sources.list"
  cd -- "$STATE/debs"
  APT_CONFIG=$apt/apt.conf apt-get -qq update
  APT_CONFIG=$apt/apt.conf apt-get -qq download docker.io/sid docker-cli/sid docker-compose/sid docker-buildx/sid containerd/sid tini-static/sid
  rm -rf -- "$PREFIX.new"
  local deb
  for deb in *.deb; do dpkg-deb -x "$deb" "$PREFIX.new"; done
  ln -sf tini-static "$PREFIX.new/usr/bin/docker-init"
  rm -rf -- "$PREFIX"
  mv -- "$PREFIX.new" "$PREFIX"
}

mkdir -p -- "$CACHE"
for tool in mmdebstrap runc iptables zstd; do
  if ! command -v "$tool" >/dev/null; then
    step 'packages of this machine' install_tools
    break
  fi
done
[[ -x $PREFIX/usr/sbin/dockerd ]] || step 'packages of the engine' fetch_engine
