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
# It ends with a colour reset even where colours are off, which sed takes out of logs; its status goes around the pipe.
escape=$(printf '\033')
exec 4>&1
status=$({
  {
    code=0
    mvn --batch-mode --no-transfer-progress -Dorg.slf4j.simpleLogger.defaultLogLevel=warn -Dstyle.color=never "$@" 2>&1 3>&- || code=$?
    echo "$code" >&3
  } | sed -u "s/$escape\[[0-9;]*m//g" >&4
} 3>&1)
exit "$status"
