#!/bin/sh
# Keeps README.md, pages of docs/ and those of labs/ true. Their ```console blocks are run in their order, in one shell per page,
# with all state in a directory of their own: a line "$ COMMAND" must end with status 0 (in blocks marked "console
# fails": with another), and print what the page shows below it. A shown line "..." stands for any lines; what differs
# from run to run (process ids, inodes, ages, digests) is compared by its place alone, see same_each_time.
# As for a reader: lines "/ # WORDS" are typed into the command above them; "COMMAND &" runs on, what it has printed
# so far stands in a block marked "console behind", and "$ fg" shows it again and ends it with ^C.
# In a block marked "console one" only the first line is a command: it prints such lines itself.
#   build/test-pages.sh [FILE...]    (default: README.md, those of docs/ that show output, and labs/*.md, all at the same time)
set -eu
top=$(cd "$(dirname "$0")/.." && pwd)
. "$top/build/lib.sh"
[ "$(id -u)" -eq 0 ] || { say "skipped: the commands of README.md, docs/ and labs/: they launch real pods, which needs root"; exit 0; }
# The name of the host is in what some commands print: here the host is called as in the pages.
if [ "${PAGES_HOST:-}" != vm ]; then
  export PAGES_HOST=vm
  exec unshare --uts --mount sh -c 'echo vm >/proc/sys/kernel/hostname && exec "$0" "$@"' "$top/build/test-pages.sh" "$@"
fi
need curl curl # the pages on the network reach pods from the host, and look at what there is with these
need tc iproute2
need iptables iptables
[ -x /usr/lib/cni/bridge ] || [ -x /opt/cni/bin/bridge ] || apt_install containernetworking-plugins ||
  die "CNI's standard plugins are missing: install the package containernetworking-plugins"

[ $# -gt 0 ] || set -- "$top/README.md" "$top/docs/cgroups.md" "$top/docs/network.md" "$top/docs/cni.md" "$top/docs/objects.md" \
  "$top/docs/services.md" "$top/docs/network-policy.md" "$top/docs/volumes.md" "$top/docs/configuration.md" "$top/docs/security.md" \
  "$top/docs/security-context.md" "$top"/labs/*.md
if [ $# -gt 1 ]; then
  pages=
  for page in "$@"; do
    unshare --mount "$0" "$page" &
    pages="$pages $!"
  done
  failed=0
  for page in $pages; do wait "$page" || failed=1; done
  exit "$failed"
fi

page=$(cd "$(dirname "$1")" && pwd)/${1##*/}
name=${page#"$top/"}
work=$(mktemp -d)
export BEANPOD_ROOT="$work/root" PATH="$top:$PATH"
behind=
clean_up() {
  ended=$?
  [ -z "$behind" ] || kill "$behind" 2>/dev/null || :
  "$top/beanpod" delete pods --all --now >/dev/null 2>&1 || :
  rm -rf "$work"
  exit "$ended"
}
trap clean_up EXIT
trap 'exit 130' INT TERM

# ip(8) knows no directory but /run/netns: here that is this page's alone.
mkdir -p /run/netns "$BEANPOD_ROOT/run"
mount -t tmpfs netns /run/netns
ln -s /run/netns "$BEANPOD_ROOT/run/netns"

cd "$top"
case $name in
  labs/*) # changes its files: it has copies of them
    mkdir "$work/copy"
    cp -R labs "$work/copy/labs"
    ln -s "$top/rootfs-fixtures" "$work/copy/rootfs-fixtures"
    cd "$work/copy/labs"
    ;;
esac

awk -v work="$work" -f "$top/build/page-commands.awk" "$page"
[ -e "$work/001.command" ] || die "$name has no console block with a command"

# (Where the reader has a terminal, there is none here: the line about that is left out.)
same_each_time() {
  sed -E -e '/^Unable to use a TTY/d' -e "s|$BEANPOD_ROOT||g" -e 's/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/UID/g' \
    -e 's/\b[0-9a-f]{12,}\b/ID/g' -e 's/\b10(\.[0-9]+){3}\b/IP/g' -e 's/\b(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\b/MONTH/g' \
    -e 's/\b(Mon|Tue|Wed|Thu|Fri|Sat|Sun), /DAY, /g' -e 's/\b([0-9]+[smhd])+\b/AGE/g' -e 's/[0-9]{2,}/N/g' \
    -e 's/[[:blank:]]+/ /g' -e 's/[[:space:]]+$//' "$1"
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

# run: $command in this shell (a variable that one sets is there for the next).
run() {
  case $command in
    *" &")
      eval "exec ${command% &}" >"$work/behind" 2>&1 </dev/null &
      behind=$! behind_command=${command% &}
      ;;
    fg)
      kill "$behind"
      wait "$behind" || :
      behind=
      printf '%s\n^C\n' "$behind_command"
      ;;
    *)
      [ -e "$base.typed" ] || : >"$base.typed"
      eval "$command" <"$base.typed"
      ;;
  esac
}

# holds: runs $command and compares.
holds() {
  status=0
  run >"$work/printed" 2>&1 || status=$?
  if [ -e "$base.fails" ]; then
    [ "$status" -ne 0 ] || { echo "it succeeds, and the page says that it fails" >"$work/why"; return 1; }
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
    case $command in
      *" apply "* | *" replace "* | *" delete "* | *"kill"* | *"sed -i"* | *" lab "* | *" &" | fg) tries=1000 ;;
    esac
    [ "$tries" -lt 150 ] || die "$name, line $(cat "$base.line"): $command
  $(cat "$work/why"). It printed:
$(cat "$work/printed")"
    sleep 0.2
  done
  count=$((count + 1))
done
say "$name: $count commands do what it shows"
