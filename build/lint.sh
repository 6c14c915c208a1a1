#!/bin/sh
# Formatter, shellcheck where installed, then javac -Xlint and Error Prone from scratch with warnings as errors.
set -eu
top=$(cd "$(dirname "$0")/.." && pwd)
. "$top/build/lib.sh"
cd "$top"

build/mvn.sh spotless:check
if command -v shellcheck >/dev/null 2>&1; then
  shellcheck -x -s sh beanpod .ci/run build/*.sh rootfs-fixtures/*.sh
else
  say "shellcheck is not installed: the shell scripts were not checked"
fi
# From scratch: an incremental build would not repeat the warnings of what it does not compile.
build/mvn.sh clean test-compile -Dmaven.compiler.failOnWarning=true -pl native-shim,runtime-core,runtime-cli
say "lint: nothing to complain of"
