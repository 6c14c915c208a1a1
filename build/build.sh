#!/bin/sh
# Compiles, and assembles dist/: lib/*.jar under names without versions, beanpod.env for the launcher, AOT caches.
# Does nothing when neither the sources nor the JDK changed since dist/ was made.
set -eu
top=$(cd "$(dirname "$0")/.." && pwd)
. "$top/build/lib.sh"
. "$top/build/jdk.sh"
cd "$top"

sources=$(find pom.xml .mvn build ./*/pom.xml ./*/src/main labs/*.yaml -type f | sort | tr '\n' '\0' | xargs -0 sha256sum)
fingerprint=$(printf '%s %s\n%s\n' "$JAVA_HOME" "$JDK_VERSION" "$sources" | sha256sum | cut -d' ' -f1)
[ "$(cat dist/.built-from 2>/dev/null || :)" != "$fingerprint" ] || exit 0

say "building with $JAVA_HOME (JDK $JDK_VERSION)"
rm -rf runtime-cli/target/lib
# What compiler and linters have to say is for those who change the code: make lint. One warning, of sun.misc.Signal,
# javac gives in any case.
log=$(mktemp)
trap 'rm -f "$log"' EXIT
build/mvn.sh package -Dmaven.test.skip=true -Dmaven.compiler.showWarnings=false -pl runtime-cli -am >"$log" 2>&1 ||
  { cat "$log" >&2; exit 1; }
grep -v 'WARNING.*sun\.misc\.Signal' "$log" || :
# Removed, not overwritten: the pauses of running pods still read the jars they were started from.
rm -rf dist
mkdir -p dist/lib
cp -p runtime-cli/target/lib/*.jar dist/lib/
cp -p runtime-cli/target/runtime-cli-[0-9]*.jar dist/lib/runtime-cli.jar

# Ours first, the rest by name: an AOT cache is only good for the class path it was made with.
class_path=runtime-cli.jar:runtime-core.jar:native-shim.jar
for jar in dist/lib/*.jar; do
  name=${jar##*/}
  case :$class_path: in *:"$name":*) ;; *) class_path=$class_path:$name ;; esac
done

build/env.sh "$class_path" >dist/beanpod.env
[ "$JDK_VERSION" -lt 25 ] || build/aot.sh || say "an AOT cache is missing: commands start more slowly, and nothing else changes"
printf '%s\n' "$fingerprint" >dist/.built-from
say "built dist/: run ./beanpod --help"
