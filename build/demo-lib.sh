# What the demo's steps are made of; sourced by demo.sh.

. build/inspect.sh

pod=containerdays
done=no

title() { printf '\n=== %s\n' "$*"; }

# run COMMAND...: shows it, then runs it; the demo ends where it fails.
run() {
  printf '# %s\n' "$*"
  "$@" || die "that ended with status $?"
}

# show SHELL-TEXT: as run, for a line with a pipe or a redirection; what it printed is kept for must_have.
show() {
  printf '# %s\n' "$1"
  sh -c "$1" >"$work/shown" 2>&1 || :
  cat "$work/shown"
}

must_have() { grep -qF "$1" "$work/shown" || die "the answer above does not hold '$1'"; }

# wait_until WHAT COMMAND...: at most 20 seconds.
wait_until() {
  what=$1 tries=0
  shift
  until "$@" >/dev/null 2>&1; do
    tries=$((tries + 1))
    [ "$tries" -lt 100 ] || die "waited 20 seconds in vain until $what; see ./beanpod describe pod $pod"
    sleep 0.2
  done
}

pod_netns() { readlink "/proc/$(pause_pid "$pod")/ns/net"; }

both_running() { [ "$(./beanpod get pod "$pod" -o json | grep -c '"running"')" -eq 2 ]; }
pong() { printf 'PING\r\nQUIT\r\n' | ./beanpod exec -i "$pod" -c foo -- nc 127.0.0.1 6379 | grep -q PONG; }
http_ok() { ./beanpod exec "$pod" -c bar -- wget -q -O /dev/null http://127.0.0.1/; }
restarted() { now=$(container_pid "$pod" bar) && [ -n "$now" ] && [ "$now" != "$victim" ] && [ -d "/proc/$now" ]; }

# alive PID: a process that has ended but that nobody waited for (a zombie of a host whose init does not reap) is none.
alive() { readlink "/proc/$1/exe" >/dev/null 2>&1; }

# leftovers UID: what there is of the pod on this host, by its uid or its name. Other pods, even those that come and go
# meanwhile, have nothing to do with it.
leftovers() {
  for groups in /proc/[0-9]*/cgroup; do
    process=${groups#/proc/} process=${process%/cgroup}
    ! grep -q "pod$1" "$groups" 2>/dev/null || ! alive "$process" || echo "process $process"
  done
  grep -E "$1| ${BEANPOD_ROOT:-}/run/netns/$pod " /proc/mounts | cut -d' ' -f2 | sed 's/^/mount /' || :
  find /sys/fs/cgroup -type d -name "pod$1" 2>/dev/null | sed 's/^/cgroup /'
  for state in run/netns/"$pod" run/beanpod/pods/"$1" run/beanpod/names/default/"$pod" var/lib/beanpod/pods/"$1" \
    var/log/pods/"default_${pod}_$1"; do
    [ ! -e "${BEANPOD_ROOT:-}/$state" ] || echo "state ${BEANPOD_ROOT:-}/$state"
  done
}

clean_up() {
  status=$?
  [ "$done" = yes ] || ./beanpod delete pod "$pod" --now >/dev/null 2>&1 || :
  rm -rf "$work"
  [ "$status" -eq 0 ] || printf '\nThe demo did not hold; the pod was removed again.\n' >&2
  exit "$status"
}
