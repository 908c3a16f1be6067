# shellcheck shell=bash disable=SC2034 # what is not used here, the files that source this use
# Sourced by every script here: where things are, and a few helpers. Runs nothing.

HERE=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)
ROOT=$(cd -- "$HERE/../../.." && pwd)
export LC_ALL=C.UTF-8
# shellcheck source=test/e2e/engine/versions.sh
source "$HERE/versions.sh"

# Kept between runs: packages, the unpacked engine, the archive of the stand-in images.
CACHE=${NEXUS_E2E_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/nexus-infra-e2e}
# Gone after down.sh: the engine's data, its process id, logs.
STATE=${NEXUS_E2E_STATE:-$CACHE/state}
SOCKET=${NEXUS_E2E_SOCKET:-$STATE/docker.sock}
# docker0 is made by the engine itself; any other name is made by steps/30 with this address.
BRIDGE=${NEXUS_E2E_BRIDGE:-docker0}
BRIDGE_ADDRESS=${NEXUS_E2E_BRIDGE_ADDRESS:-10.213.0.1/24}

PREFIX=$CACHE/engine
PIDFILE=$STATE/docker.pid
LOGS=$STATE/log
# The stand-ins under names of their own. The official names are given to them last, by steps/90.
STAND_IN=nexus-e2e

# For up.sh to show next to the step's time; elsewhere fd 3 is closed and this says nothing.
say() { { printf '%s' "$*" >&3; } 2>/dev/null || true; }

die() {
  local code=$1
  shift
  printf '%s\n' "$@" >&2
  exit "$code"
}

# 69 is EX_UNAVAILABLE of sysexits.h: this machine lacks something, the project is not at fault.
unavailable() { die 69 "$@"; }

# How to reach our engine, in this shell.
use_own_engine() {
  export PATH="$PREFIX/usr/sbin:$PREFIX/usr/bin:$PATH" DOCKER_CONFIG=$STATE/config DOCKER_HOST=unix://$SOCKET
  unset DOCKER_CONTEXT
}

# "own", "yours" or nothing (up.sh has not run).
engine_mode() { cat "$STATE/mode" 2>/dev/null || true; }

# The id of our dockerd. The file outlives a reboot and the process does not, so the command line must name that file.
own_engine_pid() {
  local pid
  pid=$(cat "$PIDFILE" 2>/dev/null) || return 1
  [[ -n $pid ]] && tr '\0' '\n' 2>/dev/null <"/proc/$pid/cmdline" | grep -qxF -- "$PIDFILE" && printf '%s\n' "$pid"
}

# Ids of the dockerd processes that share this network namespace, and with it bridges and firewall.
engines_in_this_network() {
  local here comm pid
  here=$(readlink /proc/self/ns/net)
  for comm in /proc/[0-9]*/comm; do
    [[ $(cat "$comm" 2>/dev/null) == dockerd ]] || continue
    pid=${comm#/proc/}
    pid=${pid%/comm}
    # A process that has ended but was not waited for has no namespace any more.
    if [[ $(readlink "/proc/$pid/ns/net" 2>/dev/null) == "$here" ]]; then printf '%s\n' "$pid"; fi
  done
}

# shellcheck source=/dev/null
os_release() { (source /etc/os-release 2>/dev/null && printf '%s\n' "${!1-}"); }
is_debian_root() { [[ $(id -u) == 0 && $(os_release ID) == debian ]]; }
debian_arch() { dpkg --print-architecture; }

# debian_mirror RELEASE: the address from which this machine's apt takes that release (nothing if it does not).
debian_mirror() {
  # shellcheck disable=SC2016 # apt's placeholders
  apt-get indextargets --format '$(RELEASE) $(REPO_URI)' 'Created-By: Packages' |
    awk -v release="$1" '$1 == release && !found { sub("/$", "", $2); print $2; found = 1 }'
}

# download_debs FOLDER SUITE PACKAGE …: packages of a Debian suite, by an apt of its own, so that the machine's never sees it.
download_debs() {
  local debs=$1 suite=$2 mirror apt
  shift 2
  mirror=$(debian_mirror "$(os_release VERSION_CODENAME)")
  [[ -n $mirror ]] || die 69 "apt has no source for $(os_release VERSION_CODENAME): no mirror to take $* from"
  apt=$debs.apt
  mkdir -p "$apt/lists/partial" "$apt/archives/partial"
  printf 'deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] %s %s main\n' "$mirror" "$suite" >"$apt/sources.list"
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
  APT_CONFIG=$apt/apt.conf apt-get -qq update
  rm -rf "$debs.part"
  mkdir -p "$debs.part"
  (cd "$debs.part" && APT_CONFIG=$apt/apt.conf apt-get -qq download "$@")
  mv -T "$debs.part" "$debs"
  rm -rf "$apt"
}

# The certificates that this machine trusts: images must trust the same, or nothing in them can be fetched here.
ca_bundle() { cat /etc/ssl/certs/ca-certificates.crt 2>/dev/null || true; }
extra_ca() { find /usr/local/share/ca-certificates -name '*.crt' -exec cat {} + 2>/dev/null || true; }

# A short hash of all that goes into the stand-ins: their folder, the steps that make them, versions, mirror, trust.
# up.sh hands it on to its steps.
images_key() {
  if [[ -n ${IMAGES_KEY-} ]]; then
    printf '%s\n' "$IMAGES_KEY"
    return
  fi
  {
    cd -- "$HERE" || exit
    find images versions.sh steps/[5-7]* -type f -print0 | sort --zero-terminated | xargs -0 sha256sum
    debian_arch
    debian_mirror "$(os_release VERSION_CODENAME)"
    ca_bundle
    extra_ca
  } | sha256sum | cut -c 1-12
}

images_archive() { printf '%s/images-%s.tar.zst\n' "$CACHE" "$(images_key)"; }

# The lines of images/names.txt, "STAND-IN OFFICIAL-NAME", without comments.
stand_ins() { grep -Ev '^(#|$)' "$HERE/images/names.txt"; }

# Whether an image has no stand-in, and its containers are left out instead: see left-out.txt.
is_left_out() { grep -qxF -- "${1%:*}" "$HERE/left-out.txt"; }

# The stand-ins under their own names.
stand_in_images() { stand_ins | awk -v prefix="$STAND_IN" -v key="$(images_key)" '{ print prefix "/" $1 ":" key }'; }

have_image() { docker image inspect "$@" >/dev/null 2>&1; }
have_every_stand_in() {
  local images
  mapfile -t images < <(stand_in_images)
  have_image "${images[@]}"
}

# The images that the files in out/ take from a registry. Names with a variable are built, names without a tag are stages.
names_in_out() {
  [[ -d $ROOT/out ]] || return 0
  {
    find "$ROOT/out" -name Dockerfile -exec sed -nE 's/^FROM +(--[^ ]+ +)*([^ ]+).*/\2/p' {} +
    find "$ROOT/out" -maxdepth 1 -name '*compose*.yml' -exec sed -nE 's/^ +image: +"?([^" ]+).*/\1/p' {} +
  } | awk '/:/ && !/[$]/' | sort --unique
}
