# The bench's table: rounds, medians, bars; sourced by bench.sh, with $work and $ROUNDS set.

judged=0
held=0

# have COMMAND: is this peer installed?
have() { ${BENCH_PEER:-} sh -c "command -v $1" >/dev/null 2>&1; }

# version COMMAND...: the number in the first line of what it prints; nothing where it is not installed.
version() { ! have "$1" || printf ', %s %s' "$1" "$(${BENCH_PEER:-} "$@" | awk 'NR == 1 { print $NF }')"; }

machine() {
  say "$(nproc) CPUs ($(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -n 1)), Linux $(uname -r), JDK $(
    sed -n 's/^JAVA_RUNTIME_VERSION="\(.*\)"/\1/p' "${JAVA%/bin/java}/release"
  )$(version podman --version)$(version crun --version)$(version conmon --version | sed 's/ [0-9a-f]*$//')"
}

line() { printf '%-37s %-27s %-22s %-27s %5s  %s\n' "$@"; }
header() { line what beanpod peer '' ratio 'bar (goal)'; }

# row WHAT UNIT "OPERATOR BAR GOAL" COMMAND PEER NAME: a round is NAME_ours and, where COMMAND is installed, NAME_peer,
# each of which prints one number, of UNIT; $rounds of them where it is set. NAME_both, where it is defined, prints lines "ours N" and "peer N" instead.
row() {
  : >"$work/ours"
  : >"$work/peer"
  round=0
  if command -v "$6_both" >/dev/null; then
    "$6_both" >"$work/both"
    sed -n 's/^ours //p' "$work/both" >"$work/ours"
    sed -n 's/^peer //p' "$work/both" >"$work/peer"
  else
    while [ "$round" -lt "${rounds:-$ROUNDS}" ]; do
      round=$((round + 1))
      "$6_ours" >>"$work/ours"
      ! have "$4" || "$6_peer" >>"$work/peer"
    done
  fi
  if [ -s "$work/peer" ]; then
    ratio=$(awk -v a="$(median "$work/ours")" -v b="$(median "$work/peer")" 'BEGIN { printf "%.3f", a / b }')
    line "$1, $2" "$(spread "$work/ours")" "$5" "$(spread "$work/peer")" "$ratio" "$(judge "$ratio" "$3")"
    count "$ratio" "$3"
  else
    line "$1, $2" "$(spread "$work/ours")" "$5" "not installed" - -
  fi
}

median() { sort -n "$1" | awk '{ v[NR] = $1 } END { printf "%.3f", NR % 2 ? v[(NR + 1) / 2] : (v[NR / 2] + v[NR / 2 + 1]) / 2 }'; }
spread() { printf '%.1f (%s-%s)' "$(median "$1")" "$(sort -n "$1" | head -n 1)" "$(sort -n "$1" | tail -n 1)"; }

# reaches VALUE OPERATOR BOUND
reaches() { awk -v a="$1" -v op="$2" -v b="$3" 'BEGIN { exit !(op == "<=" ? a + 0 <= b + 0 : a + 0 >= b + 0) }'; }

# judge VALUE "OPERATOR BAR GOAL"
judge() (
  # shellcheck disable=SC2086 # three words
  set -- "$1" $2
  [ $# -eq 4 ] || { echo none && return; }
  if reaches "$1" "$2" "$4"; then
    verdict="goal reached"
  elif reaches "$1" "$2" "$3"; then
    verdict="bar held"
  else
    verdict=MISSED
  fi
  printf '%s %s (%s): %s\n' "$2" "$3" "$4" "$verdict"
)

# count VALUE "OPERATOR BAR GOAL"
count() {
  case $(judge "$1" "$2") in
  none) ;;
  *MISSED) judged=$((judged + 1)) ;;
  *) judged=$((judged + 1)) held=$((held + 1)) ;;
  esac
}

verdict() { say "$held of $judged bars held"; }
