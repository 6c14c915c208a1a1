# The rows of build/bench.sh on cgroups: how fast they are made, and what one pod feels of another. Sourced by it.

# One JVM with the options of a pause makes, limits and removes them 200 times.
cgroup_row() {
  # The classes and the options are of the row of container starts.
  "${JAVA%java}javac" -d "$classes" -cp "$class_path" runtime-core/src/test/java/io/beanpod/pod/CgroupBench.java
  # shellcheck disable=SC2086 # options, which hold no blanks
  MALLOC_ARENA_MAX=1 timeout 120 "$JAVA" $options -cp "$class_path:$classes" io.beanpod.pod.CgroupBench >"$work/cgroups" ||
    die "the cgroups could not be measured"
  plain_row "cgroups of a 2-container pod, ms" "$work/cgroups" "<= 2 1"
}

# plain_row WHAT FILE BAR: the numbers of a file, which have no peer.
plain_row() {
  line "$1" "$(spread "$2")" "" "" "" "$(judge "$(median "$2")" "$3")"
  count "$(median "$2")" "$3"
}

# A pod that tells in its log how long 200 forks take, again and again, in hundredths of a second. It requests a CPU,
# which leaves to the bomb, that requests nothing, what it does not use.
calm() {
  manifest calm '["sh", "-c", "while :; do read a b </proc/uptime; i=0; while [ $i -lt 200 ]; do /bin/true; i=$((i+1)); done; read c b </proc/uptime; echo $((${c%.*}${c#*.} - ${a%.*}${a#*.})); done"]' |
    sed 's|imagePullPolicy: IfNotPresent|&, resources: {requests: {cpu: "1"}}|'
}
# And one that has all the processes it may, and tries to have more without end.
bomb() {
  manifest bomb '["sh", "-c", "i=1; while [ $i -lt 200 ]; do sleep 1000 & i=$((i+1)); done; exec awk '"'BEGIN { while (1) system(\\\"true\\\") }'"'"]' |
    sed 's|{name: bomb}|{name: bomb, annotations: {beanpod.io/container-pids-limit: "200"}}|'
}

# forks FILE: waits for ten lines more of the calm pod, and keeps them in the file.
forks() {
  log=$(our_log_file calm 0)
  before=$(wc -l <"$log")
  within 60 "ten rounds of forks" has_lines "$log" $((before + 12))
  tail -n 10 "$log" | cut -d' ' -f4 >"$1"
}
has_lines() { [ "$(wc -l <"$1")" -ge "$2" ]; }

bomb_row() {
  calm | ./beanpod apply -f - >/dev/null
  forks "$work/alone"
  bomb | ./beanpod apply -f - >/dev/null
  forks "$work/bombed"
  ./beanpod delete pod calm bomb --now >/dev/null
  awk -v a="$(median "$work/bombed")" -v b="$(median "$work/alone")" 'BEGIN { printf "%.3f\n", a / b }' >"$work/felt"
  plain_row "200 forks beside a fork bomb / alone" "$work/felt" "<= 1.3 1.1"
}
