# The rows of build/bench.sh on what a pause uses of the processor: no peer has such a process, so these are plain figures.
# Sourced by it.

# share PID: what the threads of a process use of one core in ten seconds, in percent.
share() {
  before=$(used "$1")
  sleep 10
  awk -v a="$before" -v b="$(used "$1")" 'BEGIN { printf "%.3f\n", (b - a) / 10e9 * 100 }'
}
used() { cat /proc/"$1"/task/*/schedstat | awk '{ ns += $1 } END { printf "%.0f", ns }'; }

# cpu_row WHAT POD BAR: three times ten seconds.
cpu_row() {
  : >"$work/share"
  for round in 1 2 3; do
    share "$(pause_pid "$2")" >>"$work/share"
  done
  used=$(median_of "$work/share")
  line "$1" "$(sort -n "$work/share" | awk '{ v[NR] = $1 } END { printf "%s (%s-%s)", v[2], v[1], v[3] }')" "" "" "" "$(judge "$used" "$3")"
  count "$used" "$3"
}
median_of() { sort -n "$1" | sed -n 2p; }

# A pod with 50 containers, each asked by HTTP and by TCP every second.
probed() {
  printf 'apiVersion: v1\nkind: Pod\nmetadata: {name: probed}\nspec:\n  terminationGracePeriodSeconds: 1\n  containers:\n'
  number=0
  while [ "$number" -lt 50 ]; do
    number=$((number + 1))
    command=$sleeper
    [ "$number" -gt 1 ] || command='["httpd", "-f", "-p", "8080", "-h", "/"]'
    printf '    - {name: c%s, image: "%s", imagePullPolicy: IfNotPresent, command: %s,\n' "$number" "$image" "$command"
    printf '       livenessProbe: {httpGet: {port: 8080, path: /lines.sh}, periodSeconds: 1, timeoutSeconds: 5},\n'
    printf '       readinessProbe: {tcpSocket: {port: 8080}, periodSeconds: 1, timeoutSeconds: 5}}\n'
  done
}

cpu_rows() {
  manifest idle "$sleeper" "$sleeper" | ./beanpod apply -f - >/dev/null
  cpu_row "idle pause, % of a core" idle "<= 0.1 0.05"
  ./beanpod delete pod idle --now >/dev/null
  probed >"$work/probed.yaml"
  ./beanpod apply -f "$work/probed.yaml" >/dev/null
  ./beanpod wait pod/probed --for=condition=Ready >/dev/null || die "the pod with 100 probes a second did not become ready"
  cpu_row "100 probes a second, % of a core" probed "<= 5 2"
  ./beanpod delete pod probed --now >/dev/null
}
