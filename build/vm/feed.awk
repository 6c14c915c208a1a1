# JUnit's feed of tests as they end, a line each with the seconds since the start; of a failure, what it says and where.

function seconds(now) {
  "date +%s" | getline now
  close("date +%s")
  return now
}

BEGIN {
  start = seconds()
  word["SUCCESSFUL"] = "passed"
  word["FAILED"] = "failed"
  word["ABORTED"] = word["SKIPPED"] = "skipped" # with the reason at the end of all
}

/^Failures \([0-9]+\):$/ || /^Test run finished after/ { summary = 1 } # all over again, with all frames
summary { next }
/:: STARTED$/ { hidden = 0; next }
/:: (SUCCESSFUL|FAILED|ABORTED|SKIPPED)$/ {
  how = word[$NF]
  hidden = how == "skipped"
  sub(/^JUnit Jupiter > /, "")
  sub(/ :: [A-Z]+$/, "")
  gsub(/\([A-Za-z, ]*\)/, "") # of a method: the types of its parameters
  printf "%5d s  %-8s %s\n", seconds() - start, how, $0
  fflush()
  next
}
hidden || /^[ \t]*$/ || /^\t+at (java\.|org\.junit\.|jdk\.)/ { next }
{ print; fflush() }
