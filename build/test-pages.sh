#!/bin/sh
# Keeps README.md true. Its ```console blocks are run in their order, in one shell, with all state in a directory of
# their own: a line "$ COMMAND" must end with status 0 (in blocks marked "console fails": with another), and print
# what the README shows below it. A shown line "..." stands for any lines; what differs from run to run (process ids,
# inodes, ages, digests) is compared by its place alone, see same_each_time.
#   build/test-readme.sh [FILE]
set -eu
top=$(cd "$(dirname "$0")/.." && pwd)
. "$top/build/lib.sh"
readme=${1:-$top/README.md}
[ "$(id -u)" -eq 0 ] || { say "skipped: the commands of README.md: they launch real pods, which needs root"; exit 0; }
# The name of the host is in what some commands print: here the host is called as in the README.
if [ "${README_HOST:-}" != vm ]; then
  export README_HOST=vm
  exec unshare --uts sh -c 'echo vm >/proc/sys/kernel/hostname && exec "$0" "$1"' "$top/build/test-readme.sh" "$readme"
fi

cd "$top"
work=$(mktemp -d)
export BEANPOD_ROOT="$work/root"
clean_up() {
  ended=$?
  ./beanpod delete pods --all --now >/dev/null 2>&1 || :
  rm -rf "$work"
  exit "$ended"
}
trap clean_up EXIT
trap 'exit 130' INT TERM

# Per command: N.command, N.shown, N.fails (where it has to), N.line.
awk -v work="$work" '
  /^```console/ { inside = 1; fails = /fails/; next }
  /^```/ { inside = 0; file = ""; next }
  inside && /^\$ / {
    base = sprintf("%s/%03d", work, ++count)
    print substr($0, 3) >(base ".command")
    print FNR >(base ".line")
    if (fails) print >(base ".fails")
    file = base ".shown"
    printf "" >file
    next
  }
  inside && file != "" { print >file }
' "$readme"
[ -e "$work/001.command" ] || die "$readme has no console block with a command"

same_each_time() {
  sed -E -e "s|$BEANPOD_ROOT||g" -e 's/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/UID/g' -e 's/\b[0-9a-f]{12,}\b/ID/g' \
    -e 's/\b(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\b/MONTH/g' -e 's/\b([0-9]+[smhd])+\b/AGE/g' \
    -e 's/[0-9]{2,}/N/g' -e 's/[[:blank:]]+/ /g' -e 's/[[:space:]]+$//' "$1"
}

# same SHOWN PRINTED: line by line, with "..." for any number of lines.
same() {
  awk -v shown="$1" -v printed="$2" 'BEGIN {
    while ((getline line <shown) > 0) want[++wants] = line
    while ((getline line <printed) > 0) have[++haves] = line
    at = 1
    for (i = 1; i <= wants; i++) {
      if (want[i] == "...") { any = 1; continue }
      while (any && at <= haves && have[at] != want[i]) at++
      if (at > haves || have[at] != want[i]) { print "line not printed there: " want[i]; exit 1 }
      at++
      any = 0
    }
    if (!any && at <= haves) { print "line not shown: " have[at]; exit 1 }
  }'
}

# holds: runs $command in this shell (a variable that one sets is there for the next) and compares.
holds() {
  status=0
  eval "$command" >"$work/printed" 2>&1 </dev/null || status=$?
  if [ -e "${base}.fails" ]; then
    [ "$status" -ne 0 ] || { echo "it succeeds, and the README says that it fails" >"$work/why"; return 1; }
  else
    [ "$status" -eq 0 ] || { echo "exit status $status" >"$work/why"; return 1; }
  fi
  same_each_time "$base.shown" >"$work/a"
  same_each_time "$work/printed" >"$work/b"
  same "$work/a" "$work/b" >"$work/why"
}

count=0
for file in "$work"/*.command; do
  base=${file%.command}
  command=$(cat "$file")
  tries=0
  # A pod comes up, and a container comes back, while the reader reads: only looking is tried again.
  until holds; do
    tries=$((tries + 1))
    case $command in *" apply "* | *" delete "* | *"kill "*) tries=1000 ;; esac
    [ "$tries" -lt 50 ] || die "README.md, line $(cat "$base.line"): $command
  $(cat "$work/why"). It printed:
$(cat "$work/printed")"
    sleep 0.2
  done
  count=$((count + 1))
done
say "README.md: $count commands do what it shows"
