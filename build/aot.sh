#!/bin/sh
# Makes dist/lib/{apply,hot,cli,pause,agent}.aot: the classes that a run of each loads, parsed and linked (JDK 25 and later). The
# JVM links all of a cache at its start, so the commands that have to be fast have small ones of their own. As root a real pod is run for it; else only what needs no root is trained, and the pause has no cache.
# A step that fails ends this with one line and a status other than 0; the build goes on without.
set -eu
top=$(cd "$(dirname "$0")/.." && pwd)
. "$top/build/lib.sh"
dist=$top/dist
. "$dist/beanpod.env"

work=$(mktemp -d)
pod=aot-training-$$
export BEANPOD_ROOT="$work/root"
finish() {
  [ ! -d "$BEANPOD_ROOT" ] || timeout 60 "$top/beanpod" delete pod "$pod" --force >/dev/null 2>&1 || :
  rm -rf "$work"
}
trap finish EXIT
trap 'exit 130' INT TERM

commands=$work/commands
hot=$work/hot-commands
apply=$work/apply-command
printf '%s\n' version --help 'apply --help' 'image ls' 'get pods' >"$commands"
echo 'get pods' >"$hot"

# The pod has what most pods have, so that the code of each is in the cache; and a container that is restarted once, after
# it has failed with its port in use: a single class that is not there makes the pause open its jars, in the middle of a restart.
image=$top/rootfs-fixtures/target/images/busybox
if [ "$(id -u)" -eq 0 ] && "$top/rootfs-fixtures/build.sh"; then
  cat >"$work/pod.yaml" <<POD
apiVersion: v1
kind: ConfigMap
metadata: {name: $pod}
data: {key: value}
---
apiVersion: v1
kind: Secret
metadata: {name: $pod}
stringData: {key: value}
---
apiVersion: v1
kind: Pod
metadata: {name: $pod, labels: {app: training}}
spec:
  terminationGracePeriodSeconds: 1
  containers:
  - name: first
    image: busybox:latest
    command: [sh, -c, "echo started; exec httpd -f -p 80"]
    ports: [{containerPort: 80}]
    env:
    - {name: MESSAGE, value: hello}
    - {name: IP, valueFrom: {fieldRef: {fieldPath: status.podIP}}}
    - {name: KEY, valueFrom: {secretKeyRef: {name: $pod, key: key}}}
    envFrom: [{configMapRef: {name: $pod}}]
    resources: {limits: {cpu: 500m, memory: 64Mi}, requests: {cpu: 250m, memory: 32Mi}}
    volumeMounts:
    - {name: cache, mountPath: /cache/first}
    - {name: shared, mountPath: /shared}
    - {name: files, mountPath: /files}
    - {name: secrets, mountPath: /secrets}
    - {name: about, mountPath: /about}
  - name: second
    image: busybox:latest
    args:
    - sleep
    - "1000"
  - name: third
    image: busybox:latest
    command: [sh, -c, "until cat /proc/net/tcp* | grep -q ':0050 .* 0A '; do sleep 0.1; done; exit 1"]
    ports: [{containerPort: 80}]
  volumes:
  - name: cache
    emptyDir: {}
  - name: shared
    emptyDir: {medium: Memory}
  - name: files
    configMap: {name: $pod}
  - name: secrets
    secret: {secretName: $pod}
  - name: about
    downwardAPI: {items: [{path: name, fieldRef: {fieldPath: metadata.name}}]}
POD
  cat >>"$commands" <<COMMANDS
image import --tag busybox:latest $image
apply -f $work/pod.yaml
wait --for=condition=Ready pod/$pod
get pods
get pods -o wide
get pod $pod -o json
get pod $pod -o yaml
describe pod $pod
get events
events --for pod/$pod
top pod $pod --containers
top pods -A -o wide
inspect $pod
logs $pod -c first
exec $pod -c first -- true
delete pod $pod
COMMANDS
  echo "apply -f $work/pod.yaml" >"$apply"
  cat >"$hot" <<COMMANDS
get pods
top pods
exec $pod -c first -- true
delete pod $pod
COMMANDS
fi

# jvm: the options of the launcher; a cache is used only with the collector and modules it was made with. No machine code
# goes into it: JDK 25 would run that on any CPU, also one that lacks what the build machine's has.
jvm() {
  timeout 120 "$JAVA" -Xlog:disable -Xlog:all=error:stderr -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -XX:-UsePerfData \
    -XX:+UnlockDiagnosticVMOptions -XX:+IgnoreUnrecognizedVMOptions -XX:-AOTAdapterCaching -XX:-AOTStubCaching \
    --enable-native-access=ALL-UNNAMED "$@" >>"$work/log" 2>&1
}

# create NAME CLASS_PATH: the cache from what was recorded, then moved in whole.
create() {
  tries=0 # a JVM writes its record while it ends, which the pause may do after its pod is deleted
  while [ ! -s "$work/$1.conf" ] && [ "$tries" -lt 10 ] && [ -d "$BEANPOD_ROOT" ]; do
    tries=$((tries + 1))
    sleep 1
  done
  [ -s "$work/$1.conf" ] || { say "AOT cache of the $1: its training run recorded nothing"; return 1; }
  jvm -XX:AOTMode=create -XX:AOTConfiguration="$work/$1.conf" -XX:AOTCache="$work/$1.aot" -cp "$2" &&
    [ -s "$work/$1.aot" ] && mv "$work/$1.aot" "$dist/lib/$1.aot" && return 0
  say "AOT cache of the $1: the JVM could not make it: $(tail -n 1 "$work/log")"
  return 1
}

status=0
# train NAME COMMANDS: runs them in one JVM that records what it loads.
train() {
  jvm -XX:AOTMode=record -XX:AOTConfiguration="$work/$1.conf" -Dbeanpod.home="$dist" -cp "$CLASS_PATH" \
    io.beanpod.cli.Train "$2" </dev/null || say "AOT training run of $1: $(tail -n 1 "$work/log")"
}
train cli "$commands"
export BEANPOD_PAUSE_JAVA_OPTS="-XX:AOTMode=record -XX:AOTConfiguration=$work/pause.conf -Dbeanpod.exit=jvm"
# SIGTERM, which this one listens to, ends it with its record written; a pod asks it for names before.
export BEANPOD_AGENT_JAVA_OPTS="-XX:AOTMode=record -XX:AOTConfiguration=$work/agent.conf -XX:-ReduceSignalUsage"
[ ! -f "$apply" ] || train apply "$apply"
unset BEANPOD_PAUSE_JAVA_OPTS BEANPOD_AGENT_JAVA_OPTS
if [ -f "$apply" ]; then
  timeout 60 "$top/beanpod" patch configmap "$pod" -p '{"data":{"key":"other"}}' >>"$work/log" 2>&1 || :
  timeout 60 "$top/beanpod" exec "$pod" -c first -- nslookup "$pod.default.pod" >>"$work/log" 2>&1 || :
  kill "$(cat "$BEANPOD_ROOT/run/beanpod/network/agent.pid" 2>/dev/null)" 2>/dev/null || :
fi
train hot "$hot"
grep '^training: ' "$work/log" || :
for cache in cli hot apply; do
  [ "$cache" = apply ] && [ ! -f "$apply" ] || create "$cache" "$CLASS_PATH" || status=1
done
stays=$dist/lib/native-shim.jar:$dist/lib/runtime-core.jar:$dist/lib/jnr-constants.jar
if [ "$(id -u)" -eq 0 ]; then
  create pause "$stays" || status=1
  create agent "$stays:$dist/lib/dnsjava.jar:$dist/lib/slf4j-api.jar:$dist/lib/slf4j-nop.jar" || status=1
fi
exit "$status"
