#!/bin/sh
# Maven with a JDK that is new enough, both found or installed: build/mvn.sh GOAL...
set -eu
top=$(cd "$(dirname "$0")/.." && pwd)
. "$top/build/lib.sh"
. "$top/build/jdk.sh"
need mvn maven
cd "$top"
# Maven's own libraries use sun.misc.Unsafe, of which newer JDKs warn; nothing here can change that.
[ "$JDK_VERSION" -lt 23 ] || export MAVEN_OPTS="${MAVEN_OPTS:-} --sun-misc-unsafe-memory-access=allow"
exec mvn --batch-mode --no-transfer-progress --quiet -Dstyle.color=never "$@"
