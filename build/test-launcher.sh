#!/bin/sh
# The launcher, the Makefile's help and the installation: what a user meets before any Java runs.
set -eu
top=$(cd "$(dirname "$0")/.." && pwd)
. "$top/build/lib.sh"
cd "$top"

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
fail() { die "launcher test: $*"; }

for target in build test demo bench install images format lint clean help; do
  make help | grep -q "make $target " || fail "make help does not name $target"
done

# README.md's table has every command.
./beanpod --help | sed -n 's/^  \(image [a-z]*\|[a-z]*\)  *[A-Z].*/\1/p' >"$work/commands"
[ -s "$work/commands" ] || fail "beanpod --help lists no command"
while read -r command; do
  grep -q "^|.*\`\(beanpod \)\{0,1\}$command\b" README.md || fail "README.md does not tell of beanpod $command"
done <"$work/commands"

# Not built: says what to do. (A launcher without a dist beside it.)
cp beanpod "$work/beanpod"
if "$work/beanpod" version >"$work/out" 2>&1; then fail "a launcher without dist/ succeeded"; fi
grep -q 'run make' "$work/out" || fail "a launcher without dist/ does not say to run make: $(cat "$work/out")"

# The same words by path, by link, by sh and from elsewhere.
version=$(./beanpod version) || fail "beanpod version: exit status $?"
ln -s "$top/beanpod" "$work/link"
[ "$("$work/link" version)" = "$version" ] || fail "through a symbolic link: $("$work/link" version 2>&1)"
[ "$(sh beanpod version)" = "$version" ] || fail "by sh: $(sh beanpod version 2>&1)"
[ "$(cd / && "$top/beanpod" version)" = "$version" ] || fail "from another directory"

# Installed, and moved to where its package is unpacked; blanks in the path are nothing special.
make -s install DESTDIR="$work/a package" PREFIX=/opt/bp >/dev/null
[ -x "$work/a package/opt/bp/bin/beanpod" ] || fail "make install left no bin/beanpod"
make -s install PREFIX="$work/p" >/dev/null
[ "$("$work/p/bin/beanpod" version)" = "$version" ] || fail "installed: $("$work/p/bin/beanpod" version 2>&1)"

# A closed standard stream is opened, lest a file of the JVM takes its place. (A java that prints what it has there.)
mkdir -p "$work/streams/dist"
cp beanpod "$work/streams/beanpod"
printf '#!/bin/sh\nreadlink /proc/$$/fd/0 >"%s"\n' "$work/stdin" >"$work/java"
chmod +x "$work/java"
printf 'JAVA="%s"\nJDK_VERSION=22\nCLASS_PATH=\n' "$work/java" >"$work/streams/dist/beanpod.env"
"$work/streams/beanpod" version <&- || fail "standard input closed: the JVM would have no file there"
[ "$(cat "$work/stdin")" = /dev/null ] || fail "standard input closed: the JVM has $(cat "$work/stdin") there"

# A cache that no longer fits must not be seen by the user, nor change what a command says.
cache=$work/p/lib/beanpod/dist/lib/cli.aot
if [ -f "$cache" ]; then
  head -c 4096 /dev/zero >"$cache"
  [ "$("$work/p/bin/beanpod" version 2>&1)" = "$version" ] || fail "a broken AOT cache shows: $("$work/p/bin/beanpod" version 2>&1)"
else
  say "no AOT cache was built: not tested that a broken one goes unseen"
fi

# Wrong usage: status 2 and one line on standard error.
status=0
./beanpod no-such-command >/dev/null 2>"$work/err" || status=$?
[ "$status" -eq 2 ] || fail "an unknown command: exit status $status, and 2 is expected"
[ -s "$work/err" ] || fail "an unknown command says nothing"
say "launcher: as it should be"
