#!/bin/sh
# Installs dist/ and the launcher: build/install.sh DESTDIR PREFIX
set -eu
top=$(cd "$(dirname "$0")/.." && pwd)
. "$top/build/lib.sh"

prefix=${2%/}
case $prefix in /*) ;; *) die "PREFIX must be an absolute path, and is '$2'" ;; esac
home=$1$prefix/lib/beanpod

mkdir -p "$1$prefix/bin" "$home" || die "cannot write to $1$prefix: run make install as root, or with PREFIX=a directory of yours"
# Removed, not overwritten: the pauses of running pods still read the jars they were started from.
rm -rf "$home/dist"
# With their times: an AOT cache is good only for the very jars it was made with.
cp -a "$top/dist" "$home/dist"
# The launcher knows its place, so that it need not resolve a link at every start.
sed "s|^dist=.*|dist=$prefix/lib/beanpod/dist|" "$top/beanpod" >"$1$prefix/bin/beanpod"
chmod 0755 "$1$prefix/bin/beanpod"
unit="$1$prefix/lib/systemd/system/beanpod.service"
mkdir -p "${unit%/*}"
sed "s|@PREFIX@|$prefix|" "$top/build/systemd/beanpod.service" >"$unit"
chmod 0644 "$unit"
say "for pods that come back after a reboot: systemctl enable beanpod.service"
say "installed $1$prefix/bin/beanpod and $home; to remove: rm -r $1$prefix/bin/beanpod $home $unit"
