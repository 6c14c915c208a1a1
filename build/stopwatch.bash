# The milliseconds that a command takes, on standard output: bash build/stopwatch.bash OUTPUT-FILE COMMAND...
# Runs inside whatever the command is put into (a mount namespace, say), so that entering it is not measured, and
# bash reads the clock itself, where each date would be a process more.
LC_ALL=C
output=$1
shift
start=$EPOCHREALTIME
"$@" >"$output" 2>&1 </dev/null
status=$?
end=$EPOCHREALTIME
if [ "$status" -ne 0 ]; then
  cat "$output" >&2
  echo "status $status of: $*" >&2
  exit "$status"
fi
micros=$((${end/./} - ${start/./}))
printf '%d.%03d\n' $((micros / 1000)) $((micros % 1000))
