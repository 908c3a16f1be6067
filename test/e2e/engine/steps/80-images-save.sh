#!/usr/bin/env bash
# The stand-ins into the cache, for steps/40 of the next run.
set -Eeuo pipefail
# shellcheck source=test/e2e/engine/lib.sh
source "$(dirname -- "${BASH_SOURCE[0]}")/../lib.sh"

archive=$(images_archive)
if [[ -e $archive ]]; then
  say 'cached'
  exit
fi

mapfile -t images < <(stand_in_images)
docker save "${images[@]}" | zstd --threads=0 --quiet --force -o "$archive.part"
# One archive only: those of older contents are of no use any more.
rm -f "$CACHE"/images-*.tar.zst
mv "$archive.part" "$archive"
say "$(du -h "$archive" | cut -f 1)"
