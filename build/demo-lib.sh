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

# leftovers: what a pod adds to a host, to be the same before and after.
leftovers() {
  for comm in /proc/[0-9]*/comm; do
    process=${comm#/proc/} process=${process%/comm}
    case $(cat "$comm" 2>/dev/null) in nginx | redis-server) ! alive "$process" || echo "process $process" ;; esac
  done
  grep -E 'beanpod|/run/netns/' /proc/mounts | sed 's/^/mount /' || :
  find /sys/fs/cgroup -path '*/beanpod*/*' -type d 2>/dev/null | sed 's/^/cgroup /'
  for place in run/netns run/beanpod/pods run/beanpod/names/default var/lib/beanpod/pods var/log/pods; do
    for state in "${BEANPOD_ROOT:-}/$place"/*; do
      [ ! -e "$state" ] || echo "state $state"
    done
  done
}

clean_up() {
  status=$?
  [ "$done" = yes ] || ./beanpod delete pod "$pod" --now >/dev/null 2>&1 || :
  rm -rf "$work"
  [ "$status" -eq 0 ] || printf '\nThe demo did not hold; the pod was removed again.\n' >&2
  exit "$status"
}
