# Finds a JDK 25 and exports JAVA_HOME; meant to be sourced (POSIX sh).
# Order: JAVA_HOME, `java` on the PATH, then the folders in which JDKs usually live.
# CAIRN_JDK_ROOTS (folders separated by colons) replaces the list of folders.
# The version is read from the JDK's `release` file: no JVM is started, so this costs a few milliseconds.

cairn_is_jdk25() {
  [ -n "$1" ] && [ -x "$1/bin/java" ] && [ -x "$1/bin/javac" ] && [ -r "$1/release" ] || return 1
  while IFS='=' read -r cairn_key cairn_value; do
    [ "$cairn_key" = JAVA_VERSION ] || continue
    case $cairn_value in
      '"25"'* | '"25.'* | '"25-'* | '"25+'*) return 0 ;;
      *) return 1 ;;
    esac
  done <"$1/release"
  return 1
}

# Prints the home of the first JDK 25, or nothing. Runs in a subshell: it changes shell options.
cairn_find_jdk25() (
  set +ef
  if cairn_is_jdk25 "${JAVA_HOME-}"; then
    printf '%s\n' "$JAVA_HOME"
    return 0
  fi
  cairn_java=$(command -v java) && cairn_java=$(readlink -f "$cairn_java" 2>/dev/null) &&
    cairn_is_jdk25 "${cairn_java%/bin/java}" && printf '%s\n' "${cairn_java%/bin/java}" && return 0
  if [ -n "${CAIRN_JDK_ROOTS-}" ]; then
    cairn_roots=$CAIRN_JDK_ROOTS
  else
    cairn_home=${HOME:-/nonexistent}
    cairn_roots=/usr/lib/jvm:$cairn_home/.sdkman/candidates/java:$cairn_home/.jdks:/opt:/usr/java
    cairn_roots=$cairn_roots:/usr/local/lib/jvm:/Library/Java/JavaVirtualMachines
    cairn_roots=$cairn_roots:$cairn_home/Library/Java/JavaVirtualMachines
  fi
  IFS=:
  for cairn_root in $cairn_roots; do
    for cairn_jdk in "$cairn_root"/* "$cairn_root"/*/Contents/Home; do
      cairn_is_jdk25 "$cairn_jdk" && printf '%s\n' "$cairn_jdk" && return 0
    done
  done
  [ -z "${CAIRN_JDK_ROOTS-}" ] && [ -x /usr/libexec/java_home ] &&
    cairn_jdk=$(/usr/libexec/java_home -v 25 2>/dev/null) && cairn_is_jdk25 "$cairn_jdk" &&
    printf '%s\n' "$cairn_jdk" && return 0
  return 1
)

if JAVA_HOME=$(cairn_find_jdk25); then
  export JAVA_HOME
else
  echo "Cairn needs a JDK 25 and found none: install one (for example Temurin 25 from https://adoptium.net) or set JAVA_HOME to it." >&2
  exit 1
fi
