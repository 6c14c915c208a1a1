#!/bin/sh
# Prints dist/beanpod.env, which the launcher sources: build/env.sh CLASS_PATH (names of jars joined by colons).
set -eu
top=$(cd "$(dirname "$0")/.." && pwd)
. "$top/build/lib.sh"
. "$top/build/jdk.sh"

cat <<ENV
# Made by the build; sourced by the launcher, which sets dist.
JAVA='$JAVA_HOME/bin/java'
JDK_VERSION=$JDK_VERSION
CLASS_PATH="$(printf ':%s' "$1" | sed 's|:\([^:]*\)|:$dist/lib/\1|g; s|^:||')"
ENV
