# The rows of build/bench.sh on volumes and configuration. Sourced by it.

# with_volumes NAME COUNT: the manifest of a pod that mounts so many volumes, of four kinds in turn.
with_volumes() {
  manifest "$1" "$sleeper" | awk -v count="$2" '
    BEGIN {
      source[0] = "emptyDir: {}"
      source[1] = "configMap: {name: few}"
      source[2] = "secret: {secretName: few}"
      source[3] = "downwardAPI: {items: [{path: name, fieldRef: {fieldPath: metadata.name}}]}"
      for (i = 0; i < count; i++) {
        volumes = volumes (i ? ", " : "") "{name: v" i ", " source[i % 4] "}"
        mounts = mounts (i ? ", " : "") "{name: v" i ", mountPath: /v/" i "}"
      }
    }
    /^ *containers:/ { print "  volumes: [" volumes "]" }
    /^ *- {name:/ { sub(/}$/, ", volumeMounts: [" mounts "]}") }
    { print }'
}
timed_start() {
  ours_timed apply -f "$work/$1.yaml"
  ./beanpod delete -f "$work/$1.yaml" --now >/dev/null
}
# What twenty volumes take: the same pod with them and without, in turn.
twenty_volumes() {
  ./beanpod create configmap few --from-literal=key=value >/dev/null
  ./beanpod create secret generic few --from-literal=key=value >/dev/null
  with_volumes volumes20 20 >"$work/volumes20.yaml"
  with_volumes volumes0 0 >"$work/volumes0.yaml"
  for round in $(seq "$ROUNDS"); do
    timed_start volumes20 >>"$work/with20"
    timed_start volumes0 >>"$work/with0"
  done
  ./beanpod delete configmap/few secret/few >/dev/null
  later=$(awk -v with="$(median "$work/with20")" -v without="$(median "$work/with0")" 'BEGIN { printf "%.1f", with - without }')
  line "apply of a pod with 20 volumes, ms" "$(spread "$work/with20")" "beanpod, without" "$(spread "$work/with0")" "$later" "$(judge "$later" "<= 10 5")"
  count "$later" "<= 10 5"
}

# version_of NUMBER: a ConfigMap of 1 MB in lines of 100 bytes, each version of it another text throughout.
version_of() {
  printf 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: big}\ndata:\n  version: "%s"\n  text: |\n' "$1"
  awk -v digit="$(($1 % 10))" 'BEGIN { s = sprintf("%99s", ""); gsub(/ /, digit, s); for (i = 0; i < 10000; i++) print "    " s }'
}
have_version() { [ "$(grep -lx "$1" "$BEANPOD_ROOT"/var/lib/beanpod/pods/*/volumes/kubernetes.io~configmap/big/version | wc -l)" -eq 50 ]; }
# updated: milliseconds from the start of the command to the last of 50 pods that has the new content, by the time of its link.
updated() {
  started=$(bash -c 'echo "$EPOCHREALTIME"')
  ./beanpod apply -f "$work/big$1.yaml" >/dev/null
  within 30 "a ConfigMap in 50 pods" have_version "$1"
  stat -c %.6Y "$BEANPOD_ROOT"/var/lib/beanpod/pods/*/volumes/kubernetes.io~configmap/big/..data |
    awk -v from="$started" '$1 > last { last = $1 } END { printf "%.1f\n", (last - from) * 1000 }'
}
updates() {
  version_of 0 | ./beanpod apply -f - >/dev/null
  for pod in $(seq 50); do
    manifest "reader$pod" "$sleeper" |
      sed 's|^  containers:|  volumes: [{name: big, configMap: {name: big}}]\n&|; /- {name: c/s|}$|, volumeMounts: [{name: big, mountPath: /big}]}|'
    echo ---
  done >"$work/readers.yaml"
  quietly ./beanpod apply -f "$work/readers.yaml"
  for round in $(seq "$ROUNDS"); do
    version_of "$round" >"$work/big$round.yaml"
    updated "$round" >>"$work/updates"
  done
  quietly ./beanpod delete -f "$work/readers.yaml" --now
  ./beanpod delete configmap big >/dev/null
  took=$(median "$work/updates")
  line "a ConfigMap of 1 MB to 50 pods, ms" "$(spread "$work/updates")" "" "" "" "$(judge "$took" "<= 1000 500")"
  count "$took" "<= 1000 500"
}

volume_rows() {
  twenty_volumes
  updates
}
