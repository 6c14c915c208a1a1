# The layers' directories, from target/packages and files/; sourced by build.sh, in whose directory it works.

# busybox_layer DIR: busybox with a link per applet, and the directories every root has.
busybox_layer() {
  for name in bin dev etc home lib proc root run sbin sys tmp usr/bin usr/lib usr/sbin var/log var/tmp var/www; do
    mkdir -p "$1/$name"
  done
  chmod 1777 "$1/tmp" "$1/var/tmp"
  chmod 0700 "$1/root"
  # Debian 13 moved it from /bin to /usr/bin.
  busybox=$(find target/packages/busybox -path '*bin/busybox' -type f)
  cp "$busybox" "$1/bin/busybox"
  "$busybox" --list | while read -r applet; do
    [ "$applet" = busybox ] || ln -s /bin/busybox "$1/bin/$applet"
  done
  ln -s ../../bin/env "$1/usr/bin/env" # where the first lines of scripts look for it
  cp -R files/busybox/. "$1/"
}

nginx_layer() {
  packages=target/packages/nginx
  mkdir -p "$1/etc/nginx" "$1/usr/sbin" "$1/var/lib/nginx" "$1/var/log/nginx" "$1/run"
  cp "$packages/usr/sbin/nginx" "$1/usr/sbin/"
  cp "$packages/etc/nginx/mime.types" "$1/etc/nginx/"
  # As in the official image: both show in the container's log, unless a volume is mounted over them.
  ln -s /dev/stdout "$1/var/log/nginx/access.log"
  ln -s /dev/stderr "$1/var/log/nginx/error.log"
  cp -R files/nginx/. "$1/"
  libraries_of "$packages" "$1" usr/sbin/nginx
}

redis_layer() {
  packages=target/packages/redis
  mkdir -p "$1/usr/bin" "$1/data"
  # redis-server is a link to redis-check-rdb, or the other way round.
  cp -P "$packages"/usr/bin/redis-* "$1/usr/bin/"
  cp -R files/redis/. "$1/"
  libraries_of "$packages" "$1" usr/bin/redis-server usr/bin/redis-cli
}

# hello_app_layer DIR: a stand-in for gcr.io/google-samples/hello-app:1.0, which is Alpine with one Go program.
hello_app_layer() {
  mkdir -p "$1/usr/bin"
  cp -R files/hello-app/. "$1/"
  ln -s ../../bin/busybox "$1/usr/bin/killall"
}

# libraries_of PACKAGES LAYER PROGRAM...: copies the dynamic loader and the libraries that the programs load.
# The packages' own loader is asked, so neither this host's libraries nor its ldd play a part.
libraries_of() {
  packages=$PWD/$1 layer=$2
  shift 2
  libc=$(find "$packages" -name libc.so.6 | head -n 1)
  directory=lib/$(basename "$(dirname "$libc")") # /lib/x86_64-linux-gnu: the loader looks there without a cache
  loader_path=$(LC_ALL=C grep -aom1 '/lib[0-9a-z]*/ld-linux[A-Za-z0-9_.-]*' "$layer/$1")
  loader=$(find "$packages" -path "*-linux-gnu*/${loader_path##*/}" -type f | head -n 1)
  [ -x "$loader" ] || die "the packages of $1 hold no ${loader_path##*/}"
  mkdir -p "$layer/$directory" "$layer${loader_path%/*}"
  cp "$loader" "$layer$loader_path"
  search=$(find "$packages" -type d -name '*-linux-gnu*' -path '*lib/*' | tr '\n' ':')
  for program in "$@"; do
    "$loader" --inhibit-cache --library-path "${search%:}" --list "$layer/$program" >target/libraries
    while read -r name arrow file _; do
      [ "$arrow" = "=>" ] || continue
      case $file in
        "$packages"/*) [ "${file##*/}" = "${loader##*/}" ] || cp -L "$file" "$layer/$directory/$name" ;;
        *) die "$program needs $name, which none of its packages holds (found: $file)" ;;
      esac
    done <target/libraries
  done
}
