#!/bin/sh
# Everything that must hold, the quickest first. As root the integration tests run real pods; otherwise they skip.
set -eu
top=$(cd "$(dirname "$0")/.." && pwd)
. "$top/build/lib.sh"
cd "$top"

build/mvn.sh spotless:check || die "the format could not be checked, or is not the project's (above): make format puts it right"
build/test-launcher.sh
if [ "$(id -u)" -eq 0 ] && ! ldconfig -p | grep -q 'libnftables\.so\.1'; then
  apt_install libnftables1 || die "libnftables.so.1 is missing, which pods' host ports need: install the package libnftables1"
fi
if [ "$(id -u)" -eq 0 ] && ! ldconfig -p | grep -q 'libseccomp\.so\.2'; then
  apt_install libseccomp2 || die "libseccomp.so.2 is missing, without which no pod starts: install the package libseccomp2"
fi
build/test-pages.sh
[ "$(id -u)" -eq 0 ] || say "not root: the integration tests, which run real pods, will skip"
rm -rf ./*/target/surefire-reports # of tests that are no more
status=0
build/mvn.sh verify || status=$?

set -- ./*/target/surefire-reports/TEST-*.xml
[ ! -e "$1" ] || awk -f build/test-report.awk "$@"
exit "$status"
