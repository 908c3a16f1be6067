# The project is what Compose itself takes: COMPOSE_PROJECT_NAME of the environment or of .env, else the name in the file.
command -v docker >/dev/null || fail 'docker is not installed'
config=$(docker compose config 2>&1) || fail "docker compose does not accept the files: $config"
PROJECT=$(sed -n 's/^name: *"\{0,1\}\([a-z0-9_-]*\)"\{0,1\}$/\1/p' <<<"$config")
readonly PROJECT=${PROJECT:-$PLATFORM}
