#!/bin/sh
# The variables RABBITMQ_DEFAULT_*, as configuration; and rabbitmq-server does not run as root.
set -eu
if [ "${1#-}" != "$1" ]; then set -- rabbitmq-server "$@"; fi

if [ "$1" = rabbitmq-server ] && [ "$(id -u)" = 0 ]; then
  find /var/lib/rabbitmq \! -user rabbitmq -exec chown rabbitmq {} +
  exec gosu rabbitmq "$0" "$@"
fi

if [ "$1" = rabbitmq-server ]; then
  {
    # Debian's package lets "guest" in from this container only; so does RabbitMQ itself, but not the official image.
    echo 'loopback_users.guest = false'
    if [ -n "${RABBITMQ_DEFAULT_USER-}" ]; then echo "default_user = $RABBITMQ_DEFAULT_USER"; fi
    if [ -n "${RABBITMQ_DEFAULT_PASS-}" ]; then echo "default_pass = $RABBITMQ_DEFAULT_PASS"; fi
    if [ -n "${RABBITMQ_DEFAULT_VHOST-}" ]; then echo "default_vhost = $RABBITMQ_DEFAULT_VHOST"; fi
  } >/etc/rabbitmq/conf.d/10-defaults.conf || echo "$0: /etc/rabbitmq can't be written: RABBITMQ_DEFAULT_* are ignored" >&2
fi

exec "$@"
