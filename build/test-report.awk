# JUnit's XML reports: what ran, and what did not with its reason, for a skipped test is nothing that passed.

# attribute(NAME): its value on this line.
function attribute(name) {
  return match($0, " " name "=\"[^\"]*") ? substr($0, RSTART + length(name) + 3, RLENGTH - length(name) - 3) : ""
}

/<testsuite / {
  tests += attribute("tests")
  skipped += attribute("skipped")
  failed += attribute("failures") + attribute("errors")
}
/<testcase / { test = attribute("classname") "." attribute("name"); sub(/^io\.beanpod\./, "", test) }
/<(failure|error)[ >]/ { print "failed: " test }
/<skipped/ {
  reason = attribute("message") # of an annotation; of an assumption it is the text
  if (reason == "") { reason = $0; sub(/.*Assumption failed: |.*CDATA\[|.*<skipped[^>]*>/, "", reason) }
  sub(/\]\]>.*/, "", reason)
  sub(/^skipped: /, "", reason)
  print "skipped: " test ": " (reason == "" ? "it gives no reason" : reason)
}

END { printf "tests: %d passed, %d failed, %d skipped\n", tests - failed - skipped, failed, skipped }
