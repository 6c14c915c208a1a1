# What the bench measures, a function per side of each row; sourced by bench.sh.

image=localhost/beanpod-bench:latest
sleeper='["sleep", "100000"]'
START_ROUNDS=4 # of the container start, per round of the other rows: it takes a few milliseconds

podman_() { ${BENCH_PEER:-} podman --cgroup-manager cgroupfs "$@"; }
# quietly COMMAND...: its output only where it fails, which ends the bench.
quietly() { "$@" >"$work/out" 2>&1 || { cat "$work/out" >&2; die "$* failed"; }; }
# within SECONDS WHAT COMMAND...: waits until the command succeeds; looks every 20 ms, to leave the CPUs to the measured.
within() {
  limit=$(($(date +%s) + $1)) what=$2
  shift 2
  until "$@"; do
    [ "$(date +%s)" -lt "$limit" ] || die "waited in vain: $what"
    sleep 0.02
  done
}
# between TIME TIME: milliseconds between two times as logs have them.
between() { awk -v from="$(date -d "$1" +%s%N)" -v to="$(date -d "$2" +%s%N)" 'BEGIN { printf "%.3f\n", (to - from) / 1e6 }'; }

# prepare: one image for both sides, busybox and a file of 20 MB in lines of 100 bytes; and the manifests.
prepare() {
  cp -a rootfs-fixtures/target/rootfs/busybox "$work/rootfs"
  awk 'BEGIN { s = sprintf("%99s", ""); gsub(/ /, "x", s); for (i = 0; i < 200000; i++) print s }' >"$work/rootfs/lines"
  echo 'for i in 1 2 3 4 5 6 7 8 9 10; do cat /lines; done; echo done; exec sleep 100000' >"$work/rootfs/lines.sh"
  ./beanpod image import --tag "$image" "$work/rootfs" >/dev/null
  ! have podman || tar -C "$work/rootfs" -cf - . | quietly podman_ import --change 'ENV PATH=/bin' - "$image"
  manifest pair "$sleeper" "$sleeper" >"$work/pair.yaml"
  on_bridge "$work/pair.yaml" >"$work/bridged.yaml"
  sed 's|{name: pair}|{name: pair, annotations: {beanpod.io/network: none}}|' "$work/bridged.yaml" >"$work/alone.yaml"
  manifest crash '["sh", "-c", "echo started; exec sleep 100000"]' >"$work/crash.yaml"
  # conmon does not rotate, so neither does this one.
  manifest lines '["sh", "/lines.sh"]' |
    sed 's|{name: lines}|{name: lines, annotations: {beanpod.io/log-max-size: 1Gi}}|' >"$work/lines.yaml"
}

# manifest NAME COMMAND...: a pod with a container per command.
manifest() {
  printf 'apiVersion: v1\nkind: Pod\nmetadata: {name: %s}\nspec:\n  hostNetwork: true\n  terminationGracePeriodSeconds: 1\n  containers:\n' "$1"
  shift
  number=0
  for command in "$@"; do
    number=$((number + 1))
    printf '    - {name: c%s, image: "%s", imagePullPolicy: IfNotPresent, command: %s}\n' "$number" "$image" "$command"
  done
}

# on_bridge FILE: the same pod with a network of its own.
on_bridge() { sed '/hostNetwork: true/d' "$1"; }

# One JVM with the options of a pause makes all rounds; the peer has the same files as a plain directory.
start_to_gone_both() {
  classes=$work/classes
  class_path=dist/lib/native-shim.jar:dist/lib/runtime-core.jar:dist/lib/jnr-constants.jar
  mkdir -p "$work/bundle" "$work/start"
  "${JAVA%java}javac" -d "$classes" -cp "$class_path" runtime-core/src/test/java/io/beanpod/pod/StartBench.java
  options=$("$JAVA" -Dbeanpod.home="$PWD/dist" -cp "$class_path:$classes" io.beanpod.pod.StartBench options)
  set --
  if have crun; then
    (cd "$work/bundle" && ${BENCH_PEER:-} crun spec)
    sed -i "s|\"terminal\": true|\"terminal\": false|; s|\"sh\"|\"/bin/true\"|; s|\"path\": \"rootfs\"|\"path\": \"$work/rootfs\"|
      s|\"readonly\": true|\"readonly\": false|; s|\"resources\": {|&\"memory\": {\"limit\": 67108864},|" "$work/bundle/config.json"
    # shellcheck disable=SC2086 # a command with its arguments
    set -- ${BENCH_PEER:-} bash build/stopwatch.bash "$work/out" crun run --bundle "$work/bundle" beanpod-bench
  fi
  # shellcheck disable=SC2086 # options, which hold no blanks
  MALLOC_ARENA_MAX=1 timeout 120 "$JAVA" $options -cp "$class_path:$classes" io.beanpod.pod.StartBench \
    "$work/rootfs" "$work/start" $((ROUNDS * START_ROUNDS)) "$@" >"$work/starts" || die "the container start could not be measured"
  cat "$work/starts"
}
# of_it WHAT: the part of the row before that is the speed of the host's file system.
of_it() {
  sed -n 's/^removal //p' "$work/starts" >"$work/removal"
  printf '%-37s %s\n' "$1" "$(spread "$work/removal")"
}

running() { [ "$(cat "$BEANPOD_ROOT"/run/beanpod/pods/*/pod.json | grep -o '"running"' | wc -l)" -ge "$1" ]; }
apply_ours() {
  bash build/stopwatch.bash "$work/out" ./beanpod apply -f "$work/pair.yaml"
  running 2 || die "apply ended before both containers ran"
  ./beanpod delete pod pair --now >/dev/null
}
apply_peer() {
  peer_timed kube play "$work/pair.yaml"
  remove_peer_pod
}
# The pause between the two is for the cleanup of conmon, which the removal would else wait for, for 3 seconds.
remove_peer_pod() {
  podman_ pod kill pair >/dev/null 2>&1 || :
  sleep 0.4
  podman_ pod rm -f -t 0 pair >/dev/null 2>&1 || :
}

# The first pod makes the bridge, which the others find: one stays for as long as the row is measured.
bridged_ours() {
  bash build/stopwatch.bash "$work/out" ./beanpod apply -f "$work/bridged.yaml"
  ./beanpod delete pod pair --now >/dev/null
}
bridged_peer() {
  peer_timed kube play "$work/bridged.yaml"
  remove_peer_pod
}
# What the network alone takes: the same pod with it and with a loopback only, in turn.
network_both() {
  for round in $(seq "$ROUNDS"); do
    echo "ours $(bridged_ours)"
    echo "peer $(bash build/stopwatch.bash "$work/out" ./beanpod apply -f "$work/alone.yaml")"
    ./beanpod delete pod pair --now >/dev/null
  done
}

ours_timed() { bash build/stopwatch.bash "$work/out" ./beanpod "$@"; }
peer_timed() { ${BENCH_PEER:-} bash build/stopwatch.bash "$work/out" podman --cgroup-manager cgroupfs "$@"; }
exec_ours() { ours_timed exec pair -c c1 -- true; }
exec_peer() { peer_timed exec pair-c1 true; }
get_ours() { ours_timed get pods; }
get_peer() { peer_timed ps; }

# fifty: what `top pods` of fifty pods takes beyond `version`, the start of a JVM and no more, and beyond the 200 ms for
# which it measures; both in turn.
fifty() {
  for pod in $(seq 50); do
    manifest "many$pod" "$sleeper"
    echo ---
  done >"$work/many.yaml"
  quietly ./beanpod apply -f "$work/many.yaml"
  : >"$work/top"
  : >"$work/version"
  round=0
  while [ "$round" -lt "$ROUNDS" ]; do
    round=$((round + 1))
    ours_timed version >>"$work/version"
    ours_timed top pods >>"$work/top"
  done
  quietly ./beanpod delete -f "$work/many.yaml" --now
  beyond=$(awk -v top="$(median "$work/top")" -v start="$(median "$work/version")" 'BEGIN { printf "%.1f", top - start - 200 }')
  line "top of 50 pods, ms" "$(spread "$work/top")" "beyond JVM start and" "200 ms between two looks" "$beyond" "$(judge "$beyond" "<= 50 40")"
  count "$beyond" "<= 50 40"
}

# memory: what the pauses of three idle pods have for themselves, and with their share of what they have in common (PSS).
memory() {
  for pod in idle1 idle2; do
    manifest "$pod" "$sleeper" | ./beanpod apply -f - >/dev/null
  done
  for pod in pair idle1 idle2; do
    cat "/proc/$(pause_pid "$pod")/smaps_rollup" >"$work/smaps"
    awk '/^Private/ { kb += $2 } END { printf "%.1f\n", kb / 1024 }' "$work/smaps" >>"$work/private"
    awk '/^Pss:/ { printf "%.1f\n", $2 / 1024 }' "$work/smaps" >>"$work/pss"
  done
  ./beanpod delete pod idle1 idle2 --now >/dev/null
  private=$(median "$work/private")
  line "private memory of an idle pause, MB" "$(spread "$work/private")" "(PSS $(printf %.1f "$(median "$work/pss")") MB)" "" "" "$(judge "$private" "<= 20 10")"
  count "$private" "<= 20 10"
}

# The time of a log line is when the relay read it: both sides write it in front of the line.
our_log_file() { echo "$BEANPOD_ROOT"/var/log/pods/default_"$1"_*/c1/"$2".log; }
peer_log_file() { podman_ inspect --format '{{.HostConfig.LogConfig.Path}}' "$1"; }
# holds FILE COUNT: so many containers have said that they started.
holds() { [ -f "$1" ] && [ "$(grep -c started "$1")" -ge "$2" ]; }
# kill_at PID: the time, then the signal.
kill_at() { bash -c 'echo "@$EPOCHREALTIME"; kill -KILL "$1"' bash "$1"; }

# The first restart is immediate and later ones wait for the back-off, so each round has a pod of its own; on both sides
# the container has run for half a second when it is killed.
crash_ours() {
  ./beanpod apply -f "$work/crash.yaml" >/dev/null
  within 30 "the first start of a pod" holds "$(our_log_file crash 0)" 1
  sleep 0.5
  log=$(our_log_file crash 0)
  killed=$(kill_at "$(container_pid crash c1)")
  within 30 "the restart of a pod" holds "${log%0.log}1.log" 1
  between "$killed" "$(head -n 1 "${log%0.log}1.log" | cut -d' ' -f1)"
  ./beanpod delete pod crash --now >/dev/null
}
crash_peer() {
  quietly podman_ run -d --name crash --network none --restart always --log-driver k8s-file "$image" sh -c 'echo started; exec sleep 100000'
  log=$(peer_log_file crash)
  within 30 "the first start by podman" holds "$log" 1
  sleep 0.5
  killed=$(kill_at "$(podman_ inspect --format '{{.State.Pid}}' crash)")
  within 30 "the restart by podman" holds "$log" 2
  between "$killed" "$(tail -n 1 "$log" | cut -d' ' -f1)"
  podman_ rm -f -t 0 crash >/dev/null 2>&1 || :
}

# throughput FILE: MB/s between the first line and the last one, which says done; all of them must be there.
throughput() {
  within 60 "all lines in $1" ends_done "$1"
  entries=$(grep -c ' F ' "$1") # conmon cuts a line in two (P, then F) wherever its buffer ends
  [ "$entries" -eq 2000001 ] || die "$1 holds $entries whole lines, not 2000001"
  millis=$(between "$(head -n 1 "$1" | cut -d' ' -f1)" "$(tail -n 1 "$1" | cut -d' ' -f1)")
  awk -v ms="$millis" 'BEGIN { printf "%.1f\n", 200e6 / 1e6 / (ms / 1e3) }'
}
ends_done() { tail -n 1 "$1" | grep -q 'done$'; }
lines_ours() {
  ./beanpod apply -f "$work/lines.yaml" >/dev/null
  throughput "$(our_log_file lines 0)"
  ./beanpod delete pod lines --now >/dev/null
}
lines_peer() {
  quietly podman_ run -d --name lines --network none --log-driver k8s-file "$image" sh /lines.sh
  throughput "$(peer_log_file lines)"
  podman_ rm -f -t 0 lines >/dev/null 2>&1 || :
}

clean_up() {
  status=$?
  ./beanpod delete pod --all --force >/dev/null 2>&1 || :
  if have podman; then
    podman_ pod rm -f -t 0 pair >/dev/null 2>&1 || :
    podman_ rm -f -t 0 crash lines >/dev/null 2>&1 || :
    many_peer_gone
    redis_peer_gone
    podman_ rmi -f "$image" >/dev/null 2>&1 || :
  fi
  plain_network_gone
  rm -rf "$work"
  exit "$status"
}
