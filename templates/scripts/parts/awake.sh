# A new server that runs is left as it is: a release that was laid over it since may want another one.
awake() { [[ -n $(docker ps --quiet --filter "label=com.docker.compose.project=$PROJECT" --filter "label=com.docker.compose.service=$SERVER") ]] || start_new; }
among() { # among WORD LIST…
  local word
  for word in "${@:2}"; do if [[ $word == "$1" ]]; then return; fi; done
  return 1
}
