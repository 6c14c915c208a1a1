# Debian packages, unpacked and never installed; sourced by build.sh, in whose directory it works.

# wanted NAME: may this package hold a file of an image? Programs, and the libraries they load.
wanted() {
  case $1 in
    libnginx-mod-*) return 1 ;; # not loaded by the configuration here
    lib* | zlib1g | nginx | nginx-* | redis-* | busybox-static) return 0 ;;
    *) return 1 ;;
  esac
}

# depends_of NAME...: the packages these depend on; of alternatives, the first.
depends_of() {
  apt-cache depends --no-recommends --no-suggests --no-conflicts --no-breaks --no-replaces --no-enhances "$@" |
    awk '$1 == "|Depends:" || $1 == "|PreDepends:" { if (!other) print $2; other = 1 }
         $1 == "Depends:" || $1 == "PreDepends:"   { if (!other) print $2; other = 0 }'
}

# closure NAME: the package and, of what it depends on, everything wanted.
closure() {
  closed='' fresh=$1
  while [ -n "$fresh" ]; do
    closed="$closed $fresh"
    next=
    for name in $(depends_of $fresh); do
      case " $closed $next " in *" $name "*) continue ;; esac
      ! wanted "$name" || next="$next $name"
    done
    fresh=${next# }
  done
  printf '%s\n' $closed
}

# unpack_packages IMAGE NAME: what the package and its libraries hold, under target/packages/IMAGE.
unpack_packages() {
  apt_has "$2" || { ! can_install || apt_refresh; }
  apt_has "$2" || die "apt knows no package $2: as root, apt-get update (on Ubuntu with the universe component)"
  mkdir -p "target/packages/$1"
  names=$(closure "$2")
  ( cd target/debs && download $names )
  for name in $names; do
    for deb in target/debs/"$name"_*.deb; do
      dpkg -x "$deb" "target/packages/$1" || die "cannot unpack $deb: remove it and run make images again"
    done
  done
}

# download NAME...: into the working directory, those that are not there.
download() {
  missing=
  for name in "$@"; do
    set -- "$name"_*.deb
    [ -e "$1" ] || missing="$missing $name"
  done
  [ -z "$missing" ] && return 0
  # As root, apt would rather fetch as _apt, which cannot write here: it says so, and goes on.
  apt-get download -q $missing >apt.log 2>&1 && return 0
  # Lists older than the mirror name versions that are gone.
  ! can_install || apt_refresh
  apt-get download -q $missing >apt.log 2>&1 || { cat apt.log >&2; die "cannot download$missing (apt's words are above)"; }
}
