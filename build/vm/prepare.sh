#!/bin/sh
# What build/vm/run-in-vm needs: QEMU, a static busybox, and in its cache a kernel with modules and an initramfs.
# Does nothing when all of it is there. The kernel is Debian's, unpacked and not installed: every module that a test may
# ask for is in it, and the host keeps the kernel it has.
set -eu
top=$(cd "$(dirname "$0")/../.." && pwd)
. "$top/build/lib.sh"
. "$top/build/vm/cache.sh"

[ "$(uname -m)" = x86_64 ] || die "the guest is an x86-64 machine, and this one is $(uname -m): make test-vm can't run here"
need qemu-system-x86_64 qemu-system-x86
need busybox busybox-static
need xz xz-utils
busybox=$(readlink -f "$(command -v busybox)")
! ldd "$busybox" >/dev/null 2>&1 || apt_install busybox-static ||
  die "$busybox is linked with libraries, which the guest's first process has not: install the package busybox-static"
mkdir -p "$VM_CACHE"

# download: the kernel that Debian's linux-image-amd64 stands for, into the current directory.
download() {
  package=$(apt-cache depends linux-image-amd64 2>/dev/null | sed -n 's/.*Depends: \(linux-image-[^ ]*\).*/\1/p' | sed 1q)
  [ -n "$package" ] && apt-get download -q "$package" >/dev/null 2>&1
}

# unpack DIRECTORY: the kernel and its modules, as modprobe of busybox wants them.
unpack() {
  work=$(mktemp -d "$VM_CACHE/unpacking.XXXXXX")
  trap 'rm -rf "$work"' EXIT
  cd "$work"
  say "downloading a kernel for the guest"
  download || { ! can_install || apt_refresh; download; } || die "no kernel for the guest: apt-get download fails.
  Unpack a linux-image-*-amd64 package of Debian into $1 (so that there is $1/boot/vmlinuz-*)"
  dpkg -x ./*.deb "$work/root"
  mv "$work/root" "$1"
}

[ -n "$(vm_kernel)" ] || (unpack "$VM_CACHE/kernel")
version=$(vm_kernel)
[ -n "$version" ] || die "$VM_CACHE/kernel holds no boot/vmlinuz-*: remove that directory, and it is downloaded again"
modules=$(vm_modules "$version")

if [ ! -e "$modules/modules.dep" ]; then
  find "$modules" -name '*.ko.xz' -exec xz -d {} + # as newer Debians ship them
  busybox depmod -b "${modules%/lib/modules/*}" "$version"
  # Aliases of hardware are most of 1 MB, which each modprobe would read and the guest has none of.
  sed -i '/^alias [a-z0-9_]*:/d' "$modules/modules.alias"
  : >"$modules/modules.symbols"
fi

# The initramfs: busybox, init, and the modules without which there is no root file system, in the order of their names.
fingerprint=$(cat "$busybox" "$top/build/vm/init" "$0" | sha256sum | cut -d' ' -f1)-$version
[ "$(cat "$VM_CACHE/initramfs.made-from" 2>/dev/null || :)" != "$fingerprint" ] || exit 0
work=$(mktemp -d "$VM_CACHE/initramfs.XXXXXX")
trap 'rm -rf "$work"' EXIT
mkdir -p "$work/bin" "$work/modules"
cp "$busybox" "$work/bin/busybox"
ln -s busybox "$work/bin/sh"
cp "$top/build/vm/init" "$work/init"
number=10
for module in $(awk -v want='virtio_pci 9pnet_virtio 9p virtio_console virtio_net overlay' \
  -f "$top/build/vm/module-order.awk" "$modules/modules.dep"); do
  cp "$modules/$module" "$work/modules/$number-${module##*/}"
  number=$((number + 1))
done
(cd "$work" && find . | busybox cpio -o -H newc 2>/dev/null) >"$VM_CACHE/initramfs.new"
mv "$VM_CACHE/initramfs.new" "$VM_CACHE/initramfs"
printf '%s\n' "$fingerprint" >"$VM_CACHE/initramfs.made-from"
