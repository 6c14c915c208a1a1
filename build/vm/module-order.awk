# Of modules.dep ("PATH: PATH..." of what a module needs): the paths of the modules in "want" and of all that they need,
# each after what it needs. One that is not in the file is built into the kernel.

function add(path, needed, count, i) {
  if (path in added) return
  added[path] = 1
  count = split(needs[path], needed, " ")
  for (i = 1; i <= count; i++) add(needed[i])
  print path
}

{
  path = $1
  sub(/:$/, "", path)
  needs[path] = substr($0, length($1) + 1)
  name = path
  sub(/.*\//, "", name)
  sub(/\.ko.*/, "", name)
  gsub(/-/, "_", name)
  paths[name] = path
}

END {
  count = split(want, names, " ")
  for (i = 1; i <= count; i++) if (names[i] in paths) add(paths[names[i]])
}
