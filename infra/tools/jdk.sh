# Sourced by ./run, ./test and ./bench: finds a JDK 25 (or newer) and Maven, or says in one line what
# to install. Sets JAVA_HOME and defines mvn_quiet.

porchlight_java_version() {
  [ -r "$1/release" ] && [ -x "$1/bin/javac" ] || return 1
  sed -n 's/^JAVA_VERSION="\{0,1\}\([0-9][0-9]*\).*/\1/p' "$1/release" | head -n 1
}

porchlight_is_new_enough() {
  local version
  version=$(porchlight_java_version "$1") || return 1
  [ -n "$version" ] && [ "$version" -ge 25 ]
}

porchlight_find_jdk() {
  local candidate on_path
  on_path=$(command -v javac 2>/dev/null || true)
  if [ -n "$on_path" ]; then
    on_path=$(cd "$(dirname "$(readlink -f "$on_path" 2>/dev/null || echo "$on_path")")/.." && pwd)
  fi
  for candidate in "${JAVA_HOME:-}" "$on_path" \
    /usr/lib/jvm/* /usr/java/* /opt/java/* /opt/jdk* /usr/local/openjdk* \
    "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/* "$HOME"/.local/share/mise/installs/java/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home \
    /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home; do
    if [ -n "$candidate" ] && porchlight_is_new_enough "$candidate"; then
      printf '%s\n' "$candidate"
      return 0
    fi
  done
  return 1
}

if ! JAVA_HOME=$(porchlight_find_jdk); then
  echo "Porchlight needs a JDK 25: install one (for example Eclipse Temurin 25) or set JAVA_HOME to it." >&2
  exit 1
fi
export JAVA_HOME

if ! command -v mvn >/dev/null 2>&1; then
  echo "Porchlight needs Maven 3.8.7 or newer: install it (Debian and Ubuntu: apt install maven; macOS: brew install maven)." >&2
  exit 1
fi

# Maven without noise; what went wrong is still printed.
mvn_quiet() {
  MAVEN_OPTS="${MAVEN_OPTS:--Xmx1g}" mvn -q -B -ntp "$@"
}

# True when some source is newer than the file $1.
porchlight_is_stale() {
  [ -e "$1" ] || return 0
  [ -n "$(find pom.xml .mvn backend portal-ui mobile-api infra \
    \( -name target -o -name compose -o -name deploy -o -path '*/src/test' \) -prune -o -type f -newer "$1" -print 2>/dev/null | head -n 1)" ]
}
