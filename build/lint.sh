#!/bin/sh
# Formatter, shellcheck where installed, then javac -Xlint and Error Prone from scratch with warnings as errors.
set -eu
top=$(cd "$(dirname "$0")/.." && pwd)
. "$top/build/lib.sh"
cd "$top"

build/mvn.sh spotless:check
if command -v shellcheck >/dev/null 2>&1; then
  # (Not of interest: a variable that another script sets or reads, when one of them is sourced.)
  shellcheck -x -S warning -e SC2034,SC2154 -s sh beanpod .ci/run build/*.sh build/vm/*.sh build/vm/run-in-vm build/vm/init build/vm/guest rootfs-fixtures/*.sh
else
  say "shellcheck is not installed: the shell scripts were not checked"
fi
# From scratch: an incremental build would not repeat the warnings of what it does not compile. The one warning that
# stays is javac's of sun.misc.Signal, which can't be switched off and has no replacement for SIGWINCH.
warnings=$(mktemp)
trap 'rm -f "$warnings"' EXIT
build/mvn.sh clean test-compile -pl native-shim,runtime-core,runtime-cli >"$warnings" 2>&1 || { cat "$warnings"; exit 1; }
! grep -A 2 'WARNING.*\.java' "$warnings" | grep -v 'sun\.misc\.Signal' | grep 'WARNING.*\.java' ||
  die "the compiler and Error Prone have something to say: see above"
say "lint: nothing to complain of"
