# The rows of build/bench.sh on the network. Sourced by it. Load goes to loopback and to addresses of the bench's own pods.

# Many pods in one apply, as many as a third of the rounds: the peer takes a quarter of a second for each of them.
many_prepare() {
  for pod in $(seq 50); do
    manifest "many$pod" "$sleeper" "$sleeper"
    echo ---
  done >"$work/hosted.yaml"
  on_bridge "$work/hosted.yaml" >"$work/fifty.yaml"
}
many_ours() {
  ours_timed apply -f "$work/fifty.yaml"
  quietly ./beanpod delete -f "$work/fifty.yaml" --now
}
many_peer() {
  peer_timed kube play "$work/fifty.yaml"
  # shellcheck disable=SC2046 # names
  podman_ pod kill $(many_names) >/dev/null 2>&1 || :
  sleep 2 # for the cleanup of conmon
  many_peer_gone
}
many_names() { seq -f many%.0f 50; }
# shellcheck disable=SC2046 # names
many_peer_gone() { podman_ pod rm -f -t 0 $(many_names) >/dev/null 2>&1 || :; }

# load NAMESPACE WORDS...: NetworkLoad in a network namespace, for a minute at most.
load() {
  network=$1
  shift
  timeout 60 nsenter --net="$network" "$JAVA" -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -cp "$work/load" NetworkLoad "$@"
}
on_host() { load /proc/self/ns/net "$@"; }
# Addresses that are documentation's (RFC 5737), so nobody's.
plain_network() {
  ip link add beanbench type bridge
  ip link set beanbench up
  for side in 1 2; do
    ip netns add "beanbench$side"
    ip link add "beanbench$side" type veth peer name eth0 netns "beanbench$side"
    ip link set "beanbench$side" master beanbench up
    ip -n "beanbench$side" addr add "198.51.100.$side/24" dev eth0
    ip -n "beanbench$side" link set eth0 up
  done
}
plain_network_gone() {
  for side in 1 2; do ip netns del "beanbench$side" 2>/dev/null || :; done
  ip link del beanbench 2>/dev/null || :
}

# transfer NAMESPACE NAMESPACE ADDRESS: MB/s from the first to the second, which has the address.
transfer() {
  load "$2" sink 5001 &
  sink=$!
  load "$1" source "$3" 5001 3000
  wait "$sink"
}
throughput_ours() { transfer "$(network_of from)" "$(network_of to)" "$(address_of to)"; }
throughput_peer() { transfer /run/netns/beanbench1 /run/netns/beanbench2 198.51.100.2; }
network_of() { echo "/proc/$(pause_pid "$1")/ns/net"; }
address_of() { ./beanpod get pod "$1" -o 'jsonpath={.status.podIP}'; }

# A Redis server behind a port of the host.
redis_prepare() {
  ./beanpod image import --tag localhost/beanpod-bench-redis:latest rootfs-fixtures/target/images/redis >/dev/null
  ! have podman || tar -C rootfs-fixtures/target/rootfs/redis -cf - . |
    quietly podman_ import --change 'ENV PATH=/usr/bin:/bin' - localhost/beanpod-bench-redis:latest
  on_bridge_port() {
    manifest "redis$1" '["redis-server", "--save", "", "--protected-mode", "no"]' |
      sed "s|$image|localhost/beanpod-bench-redis:latest|; s|imagePullPolicy: IfNotPresent|&, ports: [{containerPort: 6379, hostPort: $1}]|; /hostNetwork: true/d"
  }
  on_bridge_port 16379 >"$work/redis-ours.yaml"
  on_bridge_port 16380 >"$work/redis-peer.yaml"
  ./beanpod apply -f "$work/redis-ours.yaml" >/dev/null
  ! have podman || quietly podman_ kube play "$work/redis-peer.yaml"
  within 30 "Redis behind port 16379" on_host connections 127.0.0.1 16379 1 >/dev/null 2>&1
  ! have podman || within 30 "Redis behind port 16380" on_host connections 127.0.0.1 16380 1 >/dev/null 2>&1
}
redis_gone() {
  ./beanpod delete pod redis16379 --now >/dev/null
  ! have podman || redis_peer_gone
}
redis_peer_gone() {
  podman_ pod rm -f -t 0 redis16380 >/dev/null 2>&1 || :
  podman_ rmi -f localhost/beanpod-bench-redis:latest >/dev/null 2>&1 || :
}
connect_ours() { on_host connections 127.0.0.1 16379 5000; }
connect_peer() { on_host connections 127.0.0.1 16380 5000; }

network_rows() {
  "${JAVA%java}javac" -d "$work/load" build/NetworkLoad.java
  many_prepare
  rounds=$(((ROUNDS + 2) / 3))
  row "50 pods of 2 in one apply" ms "<= 0.35 0.15" podman "podman kube play" many
  unset rounds
  for pod in from to; do manifest "$pod" "$sleeper"; echo ---; done >"$work/hosted.yaml"
  on_bridge "$work/hosted.yaml" | ./beanpod apply -f - >/dev/null
  plain_network
  row "TCP from pod to pod" MB/s ">= 0.95 1" ip "plain veth and bridge" throughput
  plain_network_gone
  ./beanpod delete pod from to --now >/dev/null
  redis_prepare
  row "connections to a hostPort" 1/s ">= 1 1.1" podman "podman hostPort" connect
  redis_gone
}
