#!/bin/sh
# Pods beside a real systemd, which this starts as process 1 of a PID namespace: in a scope of their own, and in the
# cgroup of build/systemd/beanpod.service, through a reboot, restart and stop of it. For a host with cgroup v2 on which no
# systemd runs: in the guest of build/test-vm.sh.
set -eu
top=$(cd "$(dirname "$0")/.." && pwd)
. "$top/build/lib.sh"
skip() { say "skipped: pods beside systemd: $1"; exit 0; }
[ "$(id -u)" -eq 0 ] || skip "only root may do that"
[ -e /sys/fs/cgroup/cgroup.controllers ] || skip "this host has cgroup v1"
[ "${1:-}" = inside ] || [ ! -d /run/systemd/system ] || skip "a systemd runs here already"
systemd=/lib/systemd/systemd
[ -x "$systemd" ] || skip "there is no $systemd"

if [ "${1:-}" != inside ]; then
  work=$(mktemp -d)
  mkdir "$work/units" "$work/root"
  printf '[Unit]\nDefaultDependencies=no\nAllowIsolate=yes\n' >"$work/units/test.target"
  sed -e "s|@PREFIX@/bin|$top|" -e 's/^\[Unit\]/&\nDefaultDependencies=no/' -e '/^Wants=/d; /^After=/d' \
    -e "s|^\[Service\]|&\nEnvironment=BEANPOD_ROOT=$work/root|" "$top/build/systemd/beanpod.service" >"$work/units/beanpod.service"
  mount -t tmpfs tmpfs "$work/root" # where the overlays' upper directories have to lie, in the guest
  container=other SYSTEMD_UNIT_PATH="$work/units" unshare --fork --pid --mount --mount-proc --kill-child sh -c \
    "mkdir -p /run/systemd && mount -t tmpfs tmpfs /run/systemd && exec $systemd --unit=test.target --log-target=null" </dev/null &
  unshare=$!
  trap 'kill -KILL $unshare || :; wait $unshare 2>/dev/null || :; umount "$work/root"; rm -rf "$work"' EXIT
  tries=0
  until one=$(cat "/proc/$unshare/task/$unshare/children") && [ -n "$one" ] &&
    nsenter -t ${one% } -m -p systemctl is-system-running >/dev/null 2>&1; do
    tries=$((tries + 1))
    [ "$tries" -lt 60 ] || die "systemd does not come up"
    sleep 1
  done
  nsenter -t ${one% } -m -p env BEANPOD_ROOT="$work/root" "$0" inside
  exit
fi

work=$BEANPOD_ROOT
unit=/sys/fs/cgroup/beanpod.slice/beanpod.service
for name in one two; do
  cat >"$work/$name.yaml" <<POD
{apiVersion: v1, kind: Pod, metadata: {name: $name}, spec: {hostNetwork: true, terminationGracePeriodSeconds: 1,
  containers: [{name: a, image: "busybox:latest", command: [sleep, "100000"]}]}}
POD
done
quietly() { "$@" >"$work/out" 2>&1 </dev/null || { cat "$work/out" >&2; die "failed: $*"; }; }
beanpod() { quietly "$top/beanpod" "$@"; }
# lie_in CGROUP COUNT WHEN: so many pods are in the cgroup, and all of them run.
lie_in() {
  [ "$(find "$1" -path '*/containers/a' | wc -l)" -eq "$2" ] || die "$3: not $2 pods in $1: $(find /sys/fs/cgroup -path '*/containers/a')"
  [ "$("$top/beanpod" get pods --no-headers </dev/null | grep -c ' Running ')" -eq "$2" ] || die "$3: not $2 pods run"
}
gone() { # systemd, too, removes what is empty, some time later
  tries=0
  while [ -d "$1" ]; do
    tries=$((tries + 1))
    [ "$tries" -lt 60 ] || die "$1 is still there"
    sleep 1
  done
}

beanpod image import --tag busybox:latest "$top/rootfs-fixtures/target/images/busybox"
quietly systemd-run --scope --unit=test -p Delegate=yes "$top/beanpod" apply -f "$work/one.yaml"
scope=/sys/fs/cgroup/system.slice/test.scope
lie_in "$scope" 1 "applied in a scope"
beanpod apply -f "$work/two.yaml"
lie_in "$scope" 2 "applied from elsewhere"
[ "$(find /sys/fs/cgroup -maxdepth 1 -name 'beanpod*' | wc -l)" -eq 0 ] || die "there is a cgroup in the root of the hierarchy, which is systemd's"
beanpod delete pod two --now

# A reboot: the pause is gone, and so is the boot that it belonged to.
for pid in $(cat "$scope"/beanpod*/pod*/pause/cgroup.procs); do kill -KILL "$pid"; done
gone "$scope"
for file in "$work"/run/beanpod/pods/*/boot_id; do echo another >"$file"; done
quietly systemctl start beanpod.service
lie_in "$unit" 1 "after a reboot"
beanpod apply -f "$work/two.yaml"
lie_in "$unit" 2 "applied beside the unit"
quietly systemctl restart beanpod.service
lie_in "$unit" 2 "after the unit's restart"
quietly systemctl stop beanpod.service
lie_in "$unit" 2 "after the unit's stop"
quietly systemctl start beanpod.service
beanpod delete pods --all --now
gone "$unit"
say "pods beside systemd $(systemctl --version | sed -n '1s/[^0-9]*\([0-9]*\).*/\1/p'): all is well"
