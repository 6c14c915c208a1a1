# One function per measurement of the bench, each printing milliseconds; sourced by bench.sh.

. build/inspect.sh

ROUNDS=${ROUNDS:-15}
image=localhost/beanpod-bench:latest

have() { ${BENCH_PEER:-} sh -c "command -v $1" >/dev/null 2>&1; }
podman_() { ${BENCH_PEER:-} podman --cgroup-manager cgroupfs "$@"; }
# quietly COMMAND...: its output only where it fails, which ends the bench.
quietly() { "$@" >"$work/out" 2>&1 || { cat "$work/out" >&2; die "$* failed"; }; }
now() { date +%s%N; }
# since START: milliseconds, with three decimals.
since() { awk -v from="$1" -v to="$(now)" 'BEGIN { printf "%.3f\n", (to - from) / 1e6 }'; }
# between TIME TIME: milliseconds between two times as logs have them.
between() { awk -v from="$(date -d "$1" +%s%N)" -v to="$(date -d "$2" +%s%N)" 'BEGIN { printf "%.3f\n", (to - from) / 1e6 }'; }

# prepare: one image for both sides, busybox and a file of 20 MB in lines of 100 bytes.
prepare() {
  cp -a rootfs-fixtures/target/rootfs/busybox "$work/rootfs"
  awk 'BEGIN { s = sprintf("%99s", ""); gsub(/ /, "x", s); for (i = 0; i < 200000; i++) print s }' >"$work/rootfs/lines"
  ./beanpod image import --tag "$image" "$work/rootfs" >/dev/null
  ! have podman || tar -C "$work/rootfs" -cf - . | quietly podman_ import --change 'ENV PATH=/bin' - "$image"
}

# manifest NAME HOSTNETWORK COMMAND...: a pod with a container per command.
manifest() {
  printf 'apiVersion: v1\nkind: Pod\nmetadata: {name: %s}\nspec:\n  hostNetwork: %s\n  terminationGracePeriodSeconds: 1\n  containers:\n' "$1" "$2"
  shift 2
  number=0
  for command in "$@"; do
    number=$((number + 1))
    printf '    - {name: c%s, image: "%s", imagePullPolicy: IfNotPresent, command: %s}\n' "$number" "$image" "$command"
  done
}

# row WHAT BAR OURS PEER PEER-NAME: runs both in turn, prints both medians and their ratio.
row() {
  : >"$work/ours"
  : >"$work/peer"
  round=0
  while [ "$round" -lt "$ROUNDS" ]; do
    round=$((round + 1))
    "$3" >>"$work/ours"
    ! have podman || "$4" >>"$work/peer"
  done
  printf '%-42s beanpod %-26s' "$1" "$(spread "$work/ours")"
  if [ -s "$work/peer" ]; then
    printf ' %s %-26s ratio %sx, bar %s\n' "$5" "$(spread "$work/peer")" \
      "$(awk -v a="$(median "$work/ours")" -v b="$(median "$work/peer")" 'BEGIN { printf "%.2f", a / b }')" "$2"
  else
    printf ' %s is not installed\n' "$5"
  fi
}
median() { sort -n "$1" | awk '{ v[NR] = $1 } END { printf "%.1f", NR % 2 ? v[(NR + 1) / 2] : (v[NR / 2] + v[NR / 2 + 1]) / 2 }'; }
spread() { printf '%s (%s-%s)' "$(median "$1")" "$(sort -n "$1" | head -n 1)" "$(sort -n "$1" | tail -n 1)"; }

# running COUNT: waits, on the state file alone, until so many containers run.
running() { until [ "$(cat "$BEANPOD_ROOT"/run/beanpod/pods/*/pod.json 2>/dev/null | grep -o '"running"' | wc -l)" -ge "$1" ]; do :; done; }

apply_ours() {
  start=$(now)
  ./beanpod apply -f "$work/pair.yaml" >/dev/null
  running 2
  since "$start"
  ./beanpod delete pod pair --now >/dev/null
}
apply_peer() {
  start=$(now)
  quietly podman_ kube play "$work/pair.yaml"
  since "$start"
  podman_ pod kill pair >/dev/null 2>&1 || :
  podman_ pod rm -f -t 0 pair >/dev/null 2>&1 || :
}

# timed COMMAND...
timed() { start=$(now) && quietly "$@" && since "$start"; }
exec_ours() { timed ./beanpod exec pair -c c1 -- true; }
exec_peer() { timed podman_ exec pair-c1 true; }
get_ours() { timed ./beanpod get pods; }
get_peer() { timed podman_ ps; }

# memory: what one idle pod's pause has for itself.
memory() {
  pid=$(pause_pid pair)
  awk '/^Private/ { kb += $2 } END { printf "%-42s beanpod %.1f MB, bar 20 MB (goal 10 MB)\n", "private memory of an idle pause", kb / 1024 }' "/proc/$pid/smaps_rollup"
}

# The time of a log line is when the relay read it: both sides write it in front of the line.
our_log() { cat "$BEANPOD_ROOT"/var/log/pods/default_"$1"_*/c1/"$2".log 2>/dev/null; }
peer_log() { cat "$(podman_ inspect --format '{{.HostConfig.LogConfig.Path}}' "$1")"; }

crash_ours() {
  ./beanpod apply -f "$work/crash.yaml" >/dev/null
  until our_log crash 0 | grep -q started; do :; done
  pid=$(container_pid crash c1)
  killed=$(date -Ins)
  kill -KILL "$pid"
  until our_log crash 1 | grep -q started; do :; done
  between "$killed" "$(our_log crash 1 | cut -d' ' -f1 | head -n 1)"
  ./beanpod delete pod crash --now >/dev/null
}
crash_peer() {
  quietly podman_ run -d --name crash --network none --restart always --log-driver k8s-file "$image" sh -c 'echo started; exec sleep 100000'
  until peer_log crash | grep -q started; do :; done
  killed=$(date -Ins)
  kill -KILL "$(podman_ inspect --format '{{.State.Pid}}' crash)"
  until [ "$(peer_log crash | grep -c started)" -ge 2 ]; do :; done
  between "$killed" "$(peer_log crash | tail -n 1 | cut -d' ' -f1)"
  podman_ rm -f -t 0 crash >/dev/null 2>&1 || :
}

# first_to_last: of the log on standard input.
first_to_last() { sed -n '1p;$p' | cut -d' ' -f1 | { read -r first; read -r last; between "$first" "$last"; }; }
lines_ours() {
  ./beanpod apply -f "$work/lines.yaml" >/dev/null
  until [ "$(our_log lines 0 | wc -l)" -ge 2000000 ]; do sleep 0.5; done
  our_log lines 0 | first_to_last
  ./beanpod delete pod lines --now >/dev/null
}
lines_peer() {
  quietly podman_ run -d --name lines --network none --log-driver k8s-file "$image" sh -c 'for i in 1 2 3 4 5 6 7 8 9 10; do cat /lines; done; exec sleep 100000'
  until [ "$(peer_log lines | wc -l)" -ge 2000000 ]; do sleep 0.5; done
  peer_log lines | first_to_last
  podman_ rm -f -t 0 lines >/dev/null 2>&1 || :
}

clean_up() {
  status=$?
  ./beanpod delete pod --all --force >/dev/null 2>&1 || :
  if have podman; then
    podman_ pod rm -f -t 0 pair >/dev/null 2>&1 || :
    podman_ rm -f -t 0 crash lines >/dev/null 2>&1 || :
    podman_ rmi -f "$image" >/dev/null 2>&1 || :
  fi
  rm -rf "$work"
  exit "$status"
}
