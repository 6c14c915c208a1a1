# The commands of a page's console blocks, for test-pages.sh, as files in the directory work: N.command, N.shown,
# N.line, N.fails where it has to, N.typed where something is typed into it.
function next_command(words) {
  base = sprintf("%s/%03d", work, ++count)
  print words >(base ".command")
  print FNR >(base ".line")
  if (fails) print >(base ".fails")
  file = base ".shown"
  printf "" >file
}
/^```console/ {
  inside = 1
  fails = /fails/
  one = /one/
  file = ""
  if (/behind/) next_command("cat \"$work/behind\"")
  next
}
/^```/ { inside = 0; file = ""; next }
inside && /^\$ / && !(one && file != "") { next_command(substr($0, 3)); next }
inside && /^\/ # / { print substr($0, 5) >(base ".typed"); next }
inside && file != "" { print >file }
