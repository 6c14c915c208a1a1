#!/bin/sh
# Everything that must hold, the quickest first. As root the integration tests run real pods; otherwise they skip.
set -eu
top=$(cd "$(dirname "$0")/.." && pwd)
. "$top/build/lib.sh"
cd "$top"

build/mvn.sh spotless:check || die "the sources are not in the project's format: run make format"
build/test-launcher.sh
[ "$(id -u)" -eq 0 ] || say "not root: the integration tests, which run real pods, will skip"
build/mvn.sh verify

# What ran and what did not, with each reason: a skipped test is nothing that passed.
awk -F '"' '
  /<testsuite / { for (i = 1; i < NF; i++) { if ($i ~ / tests=$/) tests += $(i + 1); if ($i ~ / skipped=$/) skipped += $(i + 1) } }
  /<testcase /  { name = ""; for (i = 1; i < NF; i++) { if ($i ~ / name=$/ || $i ~ /testcase name=$/) name = $(i + 1); if ($i ~ / classname=$/) class = $(i + 1) } }
  /<skipped/    { reason = "no reason given"; for (i = 1; i < NF; i++) if ($i ~ /message=$/) reason = $(i + 1); print "skipped: " class " " name ": " reason }
  END { printf "tests: %d run, %d skipped, none failed\n", tests - skipped, skipped }
' ./*/target/surefire-reports/TEST-*.xml
