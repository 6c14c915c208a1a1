#!/bin/sh
# The place of the official image's entrypoint, so that command and args mean the same here as there.
set -e
case ${1:-} in -*) set -- nginx "$@" ;; esac
exec "$@"
