# JUnit's feed of tests as they end, a line each with the seconds since the start; of a failure, what it says and where.

function seconds(now) {
  "date +%s" | getline now
  close("date +%s")
  return now
}

BEGIN { start = seconds() }

/^Failures \([0-9]+\):$/ { repeated = 1 } # all over again, with all frames
/^Test run finished after/ { repeated = 1 }
repeated { next }
/:: STARTED$/ { next }
/^\tat (java\.|org\.junit\.|jdk\.)/ { next }
/:: (SUCCESSFUL|FAILED|ABORTED|SKIPPED)$/ {
  how = $NF
  sub(/^JUnit Jupiter > /, "")
  sub(/ :: [A-Z]+$/, "")
  gsub(/\([A-Za-z, ]*\)/, "") # of a method: the types of its parameters
  printf "%5d s  %-10s %s\n", seconds() - start, how == "SUCCESSFUL" ? "passed" : tolower(how), $0
  fflush()
  next
}
{ print; fflush() }
