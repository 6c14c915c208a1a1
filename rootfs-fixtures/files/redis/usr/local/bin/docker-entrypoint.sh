#!/bin/sh
# As the official image's: options or a .conf alone mean redis-server, which does not run as root.
set -e
case ${1:-} in -* | *.conf) set -- redis-server "$@" ;; esac
if [ "$1" = redis-server ]; then
  # Open to the pod's network, as the official image is; a later option or a configuration file decides otherwise.
  case ${2:-} in *.conf) ;; *) shift && set -- redis-server --protected-mode no "$@" ;; esac
  if [ "$(id -u)" = 0 ]; then
    chown redis:redis .
    # su keeps the process: redis-server is what the container's first process becomes.
    exec su -m -s /bin/sh -c 'exec "$0" "$@"' -- redis "$@"
  fi
fi
exec "$@"
