# Finds a JDK that can build Beanpod; sourced after lib.sh. Sets and exports JAVA_HOME, sets JDK_VERSION (25, say).
# Order: JAVA_HOME, the java of PATH, /usr/lib/jvm with the newest first, then the distribution's packages.

JDK_OLDEST=22 # java.lang.foreign became final in 22

# jdk_version HOME: the feature version of the JDK in HOME; nothing when it is none (no javac).
jdk_version() {
  [ -n "$1" ] && [ -x "$1/bin/javac" ] && [ -x "$1/bin/java" ] || return 0
  if [ -r "$1/release" ]; then
    sed -n 's/^JAVA_VERSION="\{0,1\}\([0-9]*\).*/\1/p' "$1/release"
  else
    "$1/bin/javac" -version 2>&1 | sed -n 's/^javac \([0-9]*\).*/\1/p'
  fi
}

# jdk_try HOME: takes the JDK in HOME if it is new enough.
jdk_try() {
  JDK_VERSION=$(jdk_version "$1")
  [ -n "$JDK_VERSION" ] && [ "$JDK_VERSION" -ge "$JDK_OLDEST" ] || return 1
  JAVA_HOME=$1
  export JAVA_HOME
}

jdk_on_path() {
  java=$(command -v javac 2>/dev/null) || return 1
  jdk_try "$(dirname "$(dirname "$(readlink -f "$java")")")"
}

jdk_in_usr_lib_jvm() {
  newest=$(for home in /usr/lib/jvm/*; do
    version=$(jdk_version "$home")
    [ -z "$version" ] || printf '%s %s\n' "$version" "$home"
  done | sort -k1,1nr | sed -n '1s/^[0-9]* //p')
  jdk_try "$newest"
}

jdk_from_packages() {
  can_install || return 1
  for attempt in known refreshed; do
    for version in 25 24 23 22; do
      if apt_has "openjdk-$version-jdk-headless"; then
        apt_install "openjdk-$version-jdk-headless" && jdk_in_usr_lib_jvm && return 0
      fi
    done
    [ "$attempt" = refreshed ] || apt_refresh
  done
  return 1
}

jdk_try "${JAVA_HOME:-}" || jdk_on_path || jdk_in_usr_lib_jvm || jdk_from_packages || die "no JDK of version $JDK_OLDEST or later.
  Looked in JAVA_HOME (${JAVA_HOME:-not set}), in PATH, in /usr/lib/jvm, and for openjdk-{25,24,23,22}-jdk-headless in apt.
  Do one of these, then run make again:
    - where the distribution has it (Debian 13 and later do), as root: apt-get install openjdk-25-jdk-headless
    - elsewhere: unpack a JDK from https://adoptium.net/temurin/releases/?version=25 and set JAVA_HOME to its directory"
