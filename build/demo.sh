#!/bin/sh
# The demo: examples/containerdays.yaml from apply to nothing left behind. Each command is shown before its output;
# status 0 only if every step held. State goes where it always does, or under BEANPOD_ROOT.
set -eu
top=$(cd "$(dirname "$0")/.." && pwd)
. "$top/build/lib.sh"
cd "$top"
. build/demo-lib.sh

[ "$(id -u)" -eq 0 ] || die "the demo launches a real pod, which needs root: sudo make demo"
! ./beanpod get pod "$pod" >/dev/null 2>&1 || die "a pod $pod is there already: ./beanpod delete pod $pod"
work=$(mktemp -d)
trap clean_up EXIT
trap 'exit 130' INT TERM

title "The images, made from Debian packages"
run ./beanpod image import --tag nginx:alpine rootfs-fixtures/target/images/nginx
run ./beanpod image import --tag redis:alpine rootfs-fixtures/target/images/redis

title "Launch: one pod, two containers"
run ./beanpod apply -f examples/containerdays.yaml
wait_until "both containers run" both_running
run ./beanpod get pods -o wide

title "Who holds which namespace"
run ./beanpod inspect "$pod"
uid=$(./beanpod get pod "$pod" -o json | sed -n 's/.*"uid": *"\([^"]*\)".*/\1/p')

title "redis answers a command run in the nginx container: one localhost for both"
wait_until "redis answers" pong
show "printf 'PING\r\nQUIT\r\n' | ./beanpod exec -i $pod -c foo -- nc 127.0.0.1 6379"
must_have '+PONG'

title "nginx answers a command run in the redis container"
wait_until "nginx answers" http_ok
show "./beanpod exec $pod -c bar -- wget -S -O /dev/null http://127.0.0.1/"
must_have 'HTTP/1.1 200'

title "Kill redis's main process: the pause restarts it, in the same network namespace"
before=$(pod_netns)
nginx=$(container_pid "$pod" foo)
victim=$(container_pid "$pod" bar)
[ "$(cat "/proc/$victim/comm")" = redis-server ] || die "process $victim, said to be redis's, is $(cat "/proc/$victim/comm")"
run readlink "/proc/$nginx/ns/net" "/proc/$victim/ns/net"
run kill -KILL "$victim"
wait_until "redis is restarted" restarted
wait_until "redis answers again" pong
run ./beanpod get pods
reborn=$(container_pid "$pod" bar)
run readlink "/proc/$nginx/ns/net" "/proc/$reborn/ns/net"
[ "$(pod_netns)" = "$before" ] && [ "$(readlink "/proc/$reborn/ns/net")" = "$before" ] ||
  die "the network namespace is another than $before"
say "still $before; redis was process $victim and is $reborn"

title "What the pod is made of, and delete"
pause=$(pause_pid "$pod")
leftovers "$uid" | tee "$work/before"
for kind in process mount cgroup state; do
  grep -q "^$kind " "$work/before" || die "no $kind of the pod was found: the check below could not tell that one is left"
done
run ./beanpod delete pod "$pod"

title "Nothing left behind"
run ./beanpod get pods
! alive "$pause" || die "the pause, process $pause, is still there"
leftovers "$uid" >"$work/after"
[ ! -s "$work/after" ] || die "left behind:
$(cat "$work/after")"
say "no process, mount, network namespace, cgroup or file of the pod: none of the above is there any more"
done=yes
title "Every step held"
