# Where the guest's kernel is kept, and what the guest has left; sourced after lib.sh.

VM_CACHE=${XDG_CACHE_HOME:-$HOME/.cache}/beanpod/vm

# vm_kernel: the version of the newest kernel there; nothing when there is none.
vm_kernel() {
  for image in "$VM_CACHE"/kernel/boot/vmlinuz-*; do
    [ ! -r "$image" ] || printf '%s\n' "${image##*/vmlinuz-}"
  done | sort -V | tail -n 1
}

# vm_modules VERSION: the directory of its modules; in newer packages it lies below usr.
vm_modules() {
  for usr in "" /usr; do
    [ ! -d "$VM_CACHE/kernel$usr/lib/modules/$1" ] || printf '%s\n' "$VM_CACHE/kernel$usr/lib/modules/$1"
  done
}

# vm_console JOB: the end of what the guest's kernel has had to say.
vm_console() {
  if [ -s "$1/console" ]; then
    say "The end of the guest's console, $1/console:"
    tail -n 50 "$1/console" | tr -d '\r' | sed 's/^/  /'
  else
    say "The guest's console is empty."
  fi
}
