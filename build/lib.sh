# Shared by the scripts of this directory; sourced, with $top set to the root of the checkout.

say() { printf '%s\n' "$*"; }
die() { printf 'beanpod build: %s\n' "$*" >&2; exit 1; }

# can_install: may packages be installed here?
can_install() { [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null 2>&1; }

# apt_refresh: fetches the package lists once per run of make, and only when a package is missing.
apt_refresh() {
  [ -z "${BEANPOD_APT_REFRESHED:-}" ] || return 0
  BEANPOD_APT_REFRESHED=1
  apt-get update -q >/dev/null 2>&1 || say "apt-get update failed; going on with the package lists there are" >&2
}

# apt_has PACKAGE: is there a version to install?
apt_has() {
  case $(apt-cache policy "$1" 2>/dev/null) in *"Candidate: (none)"* | "") return 1 ;; *) return 0 ;; esac
}

# apt_install PACKAGE...: as root on Debian and its relatives; false where that cannot be done.
apt_install() {
  can_install || return 1
  for package in "$@"; do
    apt_has "$package" || { apt_refresh; apt_has "$package" || return 1; }
  done
  say "installing $*"
  if ! DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "$@" >/dev/null 2>&1; then
    # Lists older than the mirror name versions that are gone.
    apt_refresh
    DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "$@" >/dev/null
  fi
}

# need COMMAND PACKAGE: the command is there after this, or the build ends with what to do.
need() {
  command -v "$1" >/dev/null 2>&1 || apt_install "$2" || die "$1 is missing: install the package $2 (as root: apt-get install $2)"
}
