#!/bin/sh
# Medians of what a user waits for, and ratios against each peer that is installed, both sides in turn in one run.
#   ROUNDS=15             rounds per row
#   BENCH_PEER="..."      a command put before each peer's, where the peers of a host need an environment of their own
set -eu
top=$(cd "$(dirname "$0")/.." && pwd)
. "$top/build/lib.sh"
cd "$top"
. build/bench-lib.sh

[ "$(id -u)" -eq 0 ] || die "the bench launches real pods, which needs root: sudo make bench"
work=$(mktemp -d)
export BEANPOD_ROOT="$work/root"
trap clean_up EXIT
trap 'exit 130' INT TERM
prepare

sleeper='["sleep", "100000"]'
manifest pair true "$sleeper" "$sleeper" >"$work/pair.yaml"
manifest crash true '["sh", "-c", "echo started; exec sleep 100000"]' >"$work/crash.yaml"
manifest lines true '["sh", "-c", "for i in 1 2 3 4 5 6 7 8 9 10; do cat /lines; done; exec sleep 100000"]' >"$work/lines.yaml"

say "$ROUNDS rounds; milliseconds, median (smallest-largest)"
row "apply of 2 containers, to both running" "0.9x (goal 0.5x)" apply_ours apply_peer "podman kube play"

./beanpod apply -f "$work/pair.yaml" >/dev/null
! have podman || quietly podman_ kube play "$work/pair.yaml"
row "exec true" "1x (goal 0.6x)" exec_ours exec_peer "podman exec"
row "get pods" "-" get_ours get_peer "podman ps"
memory
./beanpod delete pod pair --now >/dev/null
! have podman || podman_ pod rm -f -t 0 pair >/dev/null 2>&1 || :

# The first restart is immediate and later ones wait for the back-off, so each round has a pod of its own.
row "crash to restarted" "0.2x (goal 0.05x)" crash_ours crash_peer "podman --restart=always"
row "200 MB of 100-byte log lines, relayed" "1x (goal 0.5x)" lines_ours lines_peer "conmon k8s-file"
