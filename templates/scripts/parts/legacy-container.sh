legacy_containers() { docker ps --all --quiet --no-trunc --filter "label=com.docker.compose.project=$LEGACY" --filter "label=com.docker.compose.service=$OLD_SERVICE" --filter label=com.docker.compose.oneoff=False; }
find_container() {
  SOURCE=$(legacy_containers)
  [[ -n $SOURCE ]] || fail "Compose project $LEGACY has no container of service $OLD_SERVICE. Start it with its own release, or name its project: LEGACY_PROJECT=…" 3
  [[ $SOURCE != *$'\n'* ]] || fail "Compose project $LEGACY has several containers of service $OLD_SERVICE" 3
}
volume_on() { # volume_on FOLDER: a folder of the host where it is a bind mount, nothing where it is in the container itself
  local target name source volume=
  while IFS=$'\t' read -r target name source; do
    if [[ -n $target && $1/ == "$target"/* ]]; then volume=${name:-$source}; fi
  done < <(docker inspect --format '{{range .Mounts}}{{.Destination}}{{"\t"}}{{.Name}}{{"\t"}}{{.Source}}{{"\n"}}{{end}}' "$SOURCE" | sort)
  printf '%s\n' "$volume"
}
