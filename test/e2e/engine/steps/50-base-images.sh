#!/usr/bin/env bash
# Debian's slim images, built from its packages as the official ones are.
set -Eeuo pipefail
# shellcheck source=test/e2e/engine/lib.sh
source "$(dirname -- "${BASH_SOURCE[0]}")/../lib.sh"

key=$(images_key)
here=$(os_release VERSION_CODENAME)
mirror=$(debian_mirror "$here")
security=$(debian_mirror "$here-security")

# The image trusts what this machine trusts, so that builds in it can fetch what this machine can fetch.
host=$STATE/host
mkdir -p "$host"
ca_bundle >"$host/ca-certificates.crt"
extra_ca >"$host/host-ca.crt"

base_image() {
  local suite=$1 sources=$host/$1.list options=()
  {
    printf 'deb %s %s main\n' "$mirror" "$suite"
    if [[ -n $security ]]; then printf 'deb %s %s-security main\n' "$security" "$suite"; fi
  } >"$sources"
  # Older mmdebstraps don't merge /bin into /usr on their own.
  local hooks=/usr/share/mmdebstrap/hooks/merged-usr
  if [[ -d $hooks ]]; then options+=(--hook-dir="$hooks"); fi

  # shellcheck disable=SC2016 # $1 is the hooks' own: the image's root
  mmdebstrap --mode=root --variant=minbase --format=tar --quiet "${options[@]}" \
    --dpkgopt=force-unsafe-io \
    --dpkgopt='path-exclude=/usr/share/doc/*' --dpkgopt='path-include=/usr/share/doc/*/copyright' \
    --dpkgopt='path-exclude=/usr/share/man/*' --dpkgopt='path-exclude=/usr/share/info/*' \
    --dpkgopt='path-exclude=/usr/share/locale/*' \
    --aptopt='Acquire::Check-Valid-Until "false"' --aptopt='Acquire::Languages "none"' \
    --customize-hook='rm -f "$1"/etc/apt/sources.list.d/* "$1"/etc/apt/apt.conf.d/99mmdebstrap' \
    --customize-hook="upload ${sources@Q} /etc/apt/sources.list" \
    --customize-hook="upload ${HERE@Q}/images/debian/apt.conf /etc/apt/apt.conf.d/slim" \
    --customize-hook='mkdir -p "$1/etc/ssl/certs" "$1/usr/local/share/ca-certificates"' \
    --customize-hook="upload ${host@Q}/ca-certificates.crt /etc/ssl/certs/ca-certificates.crt" \
    --customize-hook="upload ${host@Q}/host-ca.crt /usr/local/share/ca-certificates/host-ca.crt" \
    --skip=cleanup/apt \
    --customize-hook='rm -rf "$1"/var/lib/apt/lists/* "$1"/var/cache/apt/* "$1"/var/log/apt "$1"/var/log/dpkg.log' \
    "$suite" - "$sources" |
    docker import --change 'CMD ["bash"]' --change 'ENV PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin' \
      --change "LABEL nexus-infra.stand-in=$key" - "$STAND_IN/$suite:$key"
}

# At the same time: each of them mostly waits for one package after the other.
jobs=()
for suite in "${BASE_SUITES[@]}"; do
  if have_image "$STAND_IN/$suite:$key"; then continue; fi
  base_image "$suite" &
  jobs+=($!)
done
for job in "${jobs[@]}"; do wait "$job"; done
say "${BASE_SUITES[*]}"
