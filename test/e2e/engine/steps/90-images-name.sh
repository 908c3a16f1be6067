#!/usr/bin/env bash
# Gives the stand-ins the official names: on our engine all of them, on yours only those in $STATE/missing.
set -Eeuo pipefail
# shellcheck source=test/e2e/engine/lib.sh
source "$(dirname -- "${BASH_SOURCE[0]}")/../lib.sh"

key=$(images_key)
declare -A stand_in_for
while read -r stand_in official; do stand_in_for[$official]=$stand_in; done < <(stand_ins)

# similar A B: the same repository, major number and flavour: nginx:1.28-alpine and nginx:1.30-alpine.
similar() { [[ $(shape "$1") == "$(shape "$2")" ]]; }
shape() { sed -E 's/^([^:]+):v?([0-9]+)[0-9.]*(-.*)?$/\1 \2 \3/' <<<"$1"; }

for wanted in $(names_in_out); do
  if [[ -n ${stand_in_for[$wanted]-} ]]; then continue; fi
  for official in "${!stand_in_for[@]}"; do
    if similar "$wanted" "$official"; then stand_in_for[$wanted]=${stand_in_for[$official]}; fi
  done
done

if [[ $(engine_mode) == own ]]; then
  names=("${!stand_in_for[@]}")
  unknown=()
  while read -r wanted; do
    if is_left_out "$wanted"; then
      printf '%s\tleft out\n' "$wanted" >>"$STATE/images.tsv"
    else
      unknown+=("$wanted")
    fi
  done < <(comm -23 <(names_in_out) <(printf '%s\n' "${names[@]}" | sort))
else
  names=()
  unknown=()
  while read -r wanted; do
    if [[ -n ${stand_in_for[$wanted]-} ]]; then names+=("$wanted"); else unknown+=("$wanted"); fi
  done <"$STATE/missing"
fi
if ((${#unknown[@]})); then
  die 69 "out/ uses images that are not here, and images/names.txt has no stand-in for them: ${unknown[*]}"
fi

for name in "${names[@]}"; do
  docker tag "$STAND_IN/${stand_in_for[$name]}:$key" "$name"
  printf '%s\tstand-in\n' "$name" >>"$STATE/images.tsv"
done
sort -u -o "$STATE/images.tsv" "$STATE/images.tsv"
say "${#names[@]} names"
