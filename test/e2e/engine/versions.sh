# shellcheck shell=bash disable=SC2034 # sourced: lib.sh uses these
# What is fetched, and from where. The stand-in images are made anew when this file changes.

# Debian's stable engine is too old for what the generated Compose files use. The packages of this suite are unpacked to
# a folder of their own, never installed: they ask for no newer libc than Debian 12's. `init: true` needs tini-static.
ENGINE_SUITE=sid
ENGINE_PACKAGES=(docker.io docker-cli docker-compose docker-buildx containerd tini-static)

# Underneath `node:24-bookworm-slim`, and underneath everything that is called Alpine (it has PostgreSQL 17 and Redis 8).
BASE_SUITES=(bookworm trixie)

# Prometheus, Alertmanager and exporters: programs of one file each, newer than in any stable suite. images/names.txt says
# which versions.
WATCHING_SUITE=sid
WATCHING_PACKAGES='prometheus prometheus-alertmanager prometheus-postgres-exporter prometheus-redis-exporter prometheus-node-exporter prometheus-blackbox-exporter'

# What reads the monitoring's files, for tests without an engine: promtool and amtool.
TOOLS_PACKAGES=(promtool prometheus-alertmanager)

NODE_VERSION=24.21.0
NPM_VERSION=11.21.2

# The oldest Compose that an engine of yours may have: `env_file` with `required`, `include`, `start_interval`.
COMPOSE_MINIMUM=2.24.0
