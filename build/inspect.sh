# Process ids from `beanpod inspect POD -o json`, with awk alone; sourced by the demo and the bench.

# first_pid POD MARK: the first host pid after the line with MARK, when each field has a line.
first_pid() {
  ./beanpod inspect "$1" -o json | tr '{},[]' '\n\n\n\n\n' | awk -v mark="$2" '
    { gsub(/[ \t]/, "") }
    index($0, mark) { on = 1 }
    on && /^"(hostPid|pid)":[0-9]+$/ { sub(/^[^:]*:/, ""); print; exit }'
}

# container_pid POD CONTAINER: its main process as the host sees it; pause_pid POD: the process that holds the pod.
container_pid() { first_pid "$1" "\"name\":\"$2\""; }
pause_pid() { first_pid "$1" '"pause":'; }
