#!/bin/sh
# The integration tests in a guest with a pure cgroup v2 hierarchy, for hosts that have another one; who starts it need
# not be root. Compiled out here; there, one boot, one JVM, and JUnit alone, as Java is slow. What runs:
#   TESTS unset      what is tagged cgroup: that which is another with another hierarchy; then build/test-systemd.sh
#   TESTS="A B"      these classes
#   TESTS=all        every integration test (hours)
set -eu
top=$(cd "$(dirname "$0")/.." && pwd)
. "$top/build/lib.sh"
. "$top/build/jdk.sh"
. "$top/build/vm/cache.sh"
cd "$top"
build/vm/prepare.sh

seconds=10800 tag=
case ${TESTS:-} in
  '')
    seconds=2700 tag=cgroup
    files=$(grep -rl '^ *@Tag("cgroup")' ./*/src/test/java)
    ;;
  all)
    files=$(grep -rL '^abstract class' --include='*Test.java' \
      runtime-cli/src/test/java/io/beanpod/it runtime-core/src/test/java/io/beanpod/cgroup)
    ;;
  *)
    files=
    for name in $TESTS; do
      file=$(find ./*/src/test/java -name "$name.java" | sed 1q)
      [ -n "$file" ] || die "TESTS: there is no test class $name"
      files="$files $file"
    done
    ;;
esac

say "compiling the tests"
log=$(mktemp)
trap 'rm -f "$log"' EXIT
build/mvn.sh test-compile dependency:build-classpath -Dmaven.compiler.showWarnings=false -Dmdep.includeScope=test \
  -Dmdep.outputFile=target/test-class-path -pl runtime-cli -am >"$log" 2>&1 || { cat "$log" >&2; exit 1; }

job=$top/target/vm
rm -rf "$job"
mkdir -p "$job"
class_path=
for module in runtime-cli runtime-core native-shim; do
  class_path=$class_path$top/$module/target/test-classes:$top/$module/target/classes:$(cat $module/target/test-class-path):
done
# Two at a time: where one waits, the other runs. The tests of one class follow each other.
cat >"$job/java" <<ARGUMENTS
--enable-native-access=ALL-UNNAMED -XX:+UseSerialGC -XX:TieredStopAtLevel=1
-Dbeanpod.home=$top/dist
-Djunit.jupiter.execution.parallel.enabled=true
-Djunit.jupiter.execution.parallel.mode.default=same_thread
-Djunit.jupiter.execution.parallel.mode.classes.default=concurrent
-Djunit.jupiter.execution.parallel.config.strategy=fixed
-Djunit.jupiter.execution.parallel.config.fixed.parallelism=$(nproc)
-cp "$class_path"
org.junit.platform.console.ConsoleLauncher execute --disable-banner --disable-ansi-colors --fail-if-no-tests
--details=testfeed --reports-dir=$job/reports
${tag:+--include-tag=$tag}
$(for file in $files; do printf '%s\n' "$file" | sed 's|.*/src/test/java/|--select-class=|; s|/|.|g; s|\.java$||'; done)
ARGUMENTS

say "booting a guest with cgroup v2 for ${TESTS:-the tests tagged cgroup}"
# Patience: how many times longer the tests wait, before they call it a hang.
export BEANPOD_FIXTURES="$top/rootfs-fixtures/target/images" BEANPOD_TEST_PATIENCE=10
status=0
{
  build/vm/run-in-vm --job "$job" --timeout "$seconds" -- "$JAVA_HOME/bin/java" "@$job/java" 2>&1 || echo $? >"$job/failed"
} | awk -f build/vm/feed.awk
[ ! -e "$job/failed" ] || status=$(cat "$job/failed")

report=$job/reports/TEST-junit-jupiter.xml
[ -e "$report" ] || die "the tests in the guest did not come to their end: status $status, see above"
[ "$status" -eq 0 ] || vm_console "$job"
awk -f build/test-report.awk "$report"
[ "$status" -eq 0 ] || die "tests failed in the guest with cgroup v2: see above, and $job"

[ -z "${TESTS:-}" ] || exit 0
say "booting a guest for pods beside systemd"
build/vm/run-in-vm --timeout 1200 -- "$top/build/test-systemd.sh" || die "pods beside systemd: failed, see above"
