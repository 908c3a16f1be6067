// How the stand-ins build on one another. `bake` builds what can be built at the same time at the same time.

variable "KEY" {}                // hash of all that goes into them, their tag
variable "DOWNLOADS" {}          // folder of steps/60: Node, npm
variable "EXTRA_CA" {}           // path, in the images, of certificates that only this machine trusts; or nothing
variable "WATCHING_SUITE" {}     // of versions.sh
variable "WATCHING_PACKAGES" {}  // of versions.sh, with blanks between

group "default" {
  targets = ["node-bookworm", "alpine", "node-alpine", "postgres", "postgres-15", "redis", "redis-7", "nginx", "rabbitmq", "prometheus", "alertmanager", "postgres-exporter", "redis-exporter", "node-exporter", "blackbox-exporter"]
}

target "stand-in" {
  labels = { "nexus-infra.stand-in" = KEY }
}

target "alpine" {
  inherits = ["stand-in"]
  context  = "alpine"
  contexts = { base = "docker-image://nexus-e2e/trixie:${KEY}" }
  tags     = ["nexus-e2e/alpine:${KEY}"]
}

target "node" {
  inherits = ["stand-in"]
  context  = "node"
  args     = { EXTRA_CA = EXTRA_CA }
}

target "node-bookworm" {
  inherits = ["node"]
  contexts = { base = "docker-image://nexus-e2e/bookworm:${KEY}", downloads = DOWNLOADS }
  tags     = ["nexus-e2e/node-bookworm:${KEY}"]
}

target "node-alpine" {
  inherits = ["node"]
  contexts = { base = "target:alpine", downloads = DOWNLOADS }
  tags     = ["nexus-e2e/node-alpine:${KEY}"]
}

target "service" {
  name     = service
  matrix   = { service = ["postgres", "redis", "nginx", "rabbitmq"] }
  inherits = ["stand-in"]
  context  = service
  contexts = { base = "target:alpine" }
  tags     = ["nexus-e2e/${service}:${KEY}"]
}

// The ones before, from the Debian before: what data is carried over from.
target "postgres-15" {
  inherits = ["stand-in"]
  context  = "postgres"
  contexts = { base = "docker-image://nexus-e2e/bookworm:${KEY}" }
  args     = { MAJOR = "15", ID = "999" }
  tags     = ["nexus-e2e/postgres-15:${KEY}"]
}

target "redis-7" {
  inherits = ["stand-in"]
  context  = "redis"
  contexts = { base = "docker-image://nexus-e2e/bookworm:${KEY}" }
  tags     = ["nexus-e2e/redis-7:${KEY}"]
}

target "watcher" {
  name     = watcher
  matrix   = { watcher = ["prometheus", "alertmanager", "postgres-exporter", "redis-exporter", "node-exporter", "blackbox-exporter"] }
  inherits = ["stand-in"]
  context  = "watching"
  target   = watcher
  contexts = { base = "target:alpine" }
  args     = { SUITE = WATCHING_SUITE, PACKAGES = WATCHING_PACKAGES }
  tags     = ["nexus-e2e/${watcher}:${KEY}"]
}
