#!/usr/bin/env bash
# On your own engine: the images that out/ names, as they are or pulled. What can't be had goes to $STATE/missing.
set -Eeuo pipefail
# shellcheck source=test/e2e/engine/lib.sh
source "$(dirname -- "${BASH_SOURCE[0]}")/../lib.sh"

pull_seconds=${NEXUS_E2E_PULL_TIMEOUT:-60}
reachable=yes
: >"$STATE/missing"
: >"$STATE/images.tsv"

for name in $(names_in_out) node:24-bookworm-slim; do
  if have_image "$name"; then
    # A stand-in of an earlier run carries this label.
    label=$(docker image inspect --format '{{with .Config.Labels}}{{index . "nexus-infra.stand-in"}}{{end}}' "$name")
    printf '%s\t%s\n' "$name" "$([[ -n $label ]] && echo stand-in || echo yours)" >>"$STATE/images.tsv"
  elif [[ $reachable == yes ]] && timeout "$pull_seconds" docker pull --quiet "$name"; then
    printf '%s\tpulled\n' "$name" >>"$STATE/images.tsv"
  elif is_left_out "$name"; then
    printf '%s\tleft out\n' "$name" >>"$STATE/images.tsv"
  else
    reachable=no # one failure is enough: the next would take as long
    printf '%s\n' "$name" >>"$STATE/missing"
  fi
done

say "$(wc -l <"$STATE/missing") missing"
