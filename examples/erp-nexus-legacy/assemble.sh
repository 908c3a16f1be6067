#!/usr/bin/env bash
# Lays the files of this folder over a copy of ../erp-nexus: ERP Nexus as it was before the plan.
# usage: assemble.sh TARGET    (a folder that is empty or does not exist yet)
set -Eeuo pipefail
shopt -s nullglob dotglob

fail() {
  printf 'assemble.sh: %s\n' "$1" >&2
  exit "${2:-1}"
}

if (($# != 1)) || [[ -z $1 ]]; then fail 'usage: assemble.sh TARGET' 64; fi
target=$1
here=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)
sources=$here/../erp-nexus

[[ -d $sources ]] || fail "there are no sources at $sources"
[[ ! -e $target || -d $target ]] || fail "$target is not a folder"
if [[ -d $target ]]; then
  entries=("$target"/*)
  ((${#entries[@]} == 0)) || fail "$target is not empty"
fi

mkdir -p -- "$target"
target=$(cd -- "$target" && pwd -P)
inside=$(cd -- "$sources/.." && pwd -P)
if [[ $target/ == "$inside"/* ]]; then
  rmdir -- "$target"
  fail "$target is among the examples; take a folder outside"
fi

# As after a fresh clone: nothing that was installed, built or generated, and no .dockerignore.
tar -C "$sources" --exclude=node_modules --exclude=dist --exclude=src/generated --exclude=.dockerignore -cf - . |
  tar -C "$target" --no-same-owner -xf -
cp -R -- "$here/docker-compose.yml" "$here/infrastructure" "$here/modules" "$here/frontend" "$target/"
