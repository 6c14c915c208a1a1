#!/bin/sh
# Medians of what a user waits for, and ratios against each peer that is installed, both sides in turn in one run.
#   ROUNDS=15             rounds per row
#   BENCH_PEER="..."      a command put before each peer's, where the peers of a host need an environment of their own
set -eu
top=$(cd "$(dirname "$0")/.." && pwd)
. "$top/build/lib.sh"
cd "$top"
dist=$top/dist
. "$dist/beanpod.env"
. build/inspect.sh
. build/bench-table.sh
. build/bench-rows.sh
. build/bench-cpu.sh
. build/bench-cgroups.sh
. build/bench-network.sh
. build/bench-volumes.sh

[ "$(id -u)" -eq 0 ] || die "the bench launches real pods, which needs root: sudo make bench"
need bash bash
ROUNDS=${ROUNDS:-15}
case $ROUNDS in *[!0-9]* | 0 | "") die "ROUNDS=$ROUNDS: a number of rounds, at least 1" ;; esac
work=$(mktemp -d)
export BEANPOD_ROOT="$work/root"
trap clean_up EXIT
trap 'exit 130' INT TERM

machine
prepare
say "$ROUNDS rounds a row (log relay: a third), both sides in turn; median (smallest-largest); ratio is beanpod / peer"
header
row "container start to gone, warm" ms "<= 0.5 0.2" crun "crun run" start_to_gone
of_it "  of it: removing its directories"
cgroup_row
row "apply of 2 containers, to running" ms "<= 0.9 0.5" podman "podman kube play" apply

./beanpod apply -f "$work/pair.yaml" >/dev/null
! have podman || quietly podman_ kube play "$work/pair.yaml"
row "exec true" ms "<= 1 0.6" podman "podman exec" exec
row "get pods" ms "" podman "podman ps" get
fifty
memory
./beanpod delete pod pair --now >/dev/null
! have podman || remove_peer_pod

manifest anchor "$sleeper" >"$work/anchor"
on_bridge "$work/anchor" | ./beanpod apply -f - >/dev/null
row "apply of 2 containers on the bridge" ms "<= 0.6 0.4" podman "podman kube play" bridged
row "  the same with a loopback only" ms "" sh "beanpod, no network" network
network_rows
./beanpod delete pod anchor --now >/dev/null
volume_rows
row "crash to restarted" ms "<= 0.1 0.05" podman "podman restart=always" crash
cpu_rows
bomb_row
rounds=$(((ROUNDS + 2) / 3)) # of 200 MB each
row "log relay, 100-byte lines" MB/s ">= 1 2" podman "conmon k8s-file" lines
verdict
