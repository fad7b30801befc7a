package org.porchlight.registry;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.InetAddress;
import java.net.URLDecoder;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Where a camera's stream is, without user and password. Owners are not trusted with it: see
/// docs/decisions/0012-camera-addresses.md.
///
/// @param host a name, a dotted IPv4 address, or an IPv6 address without brackets; lower case
/// @param port 1 to 65535
/// @param target path and query, starting with `/`; some cameras carry secrets in it, so it is
///   stored sealed and never printed
public record StreamAddress(Scheme scheme, String host, int port, String target) {

  /// Longest address in characters, login included.
  public static final int LONGEST = 512;

  private static final Pattern FORBIDDEN = Pattern.compile("[^!-~]|[|\\\\\"<>^`{}]");
  private static final Pattern NAME =
      Pattern.compile(
          "[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?(\\.[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?)*");
  private static final Pattern ENDS_IN_A_NUMBER = Pattern.compile("(.*\\.)?([0-9]+|0x[0-9a-f]*)");
  private static final Pattern PORT = Pattern.compile("[1-9][0-9]{0,4}");

  public enum Scheme {
    RTSP(554),
    RTSPS(322),
    HTTP(80),
    HTTPS(443);

    private final int port;

    Scheme(int port) {
      this.port = port;
    }

    public int defaultPort() {
      return port;
    }

    /// Whether the camera shows a certificate.
    public boolean isSecure() {
      return this == RTSPS || this == HTTPS;
    }
  }

  /// Whether the same camera is behind it, whatever is asked of it.
  boolean leadsWhere(StreamAddress other) {
    return scheme == other.scheme && port == other.port && host.equals(other.host);
  }

  /// What parsing made of a text.
  public sealed interface Parsed {

    record Address(StreamAddress address, @Nullable Login login) implements Parsed {}

    record Refused(Why why) implements Parsed {}
  }

  /// Why a text is not a stream address.
  public enum Why {
    EMPTY,
    TOO_LONG,
    BAD_CHARACTER,
    SCHEME,
    FRAGMENT,
    LOGIN,
    HOST,
    /// An address in numbers, but not as four decimal ones.
    NUMERIC_HOST,
    PORT
  }

  public StreamAddress {
    if (checkHost(host) != null || port < 1 || port > 65_535) {
      throw new IllegalArgumentException("not a host and port: " + host + " " + port);
    }
    if (!target.startsWith("/") || FORBIDDEN.matcher(target).find() || target.indexOf('#') >= 0) {
      throw new IllegalArgumentException("not a path and query");
    }
  }

  /// Reads what an owner typed, strictly: what two programs could read in two ways is refused.
  public static Parsed parse(String typed) {
    var text = trimmed(typed);
    if (text.isEmpty()) {
      return new Parsed.Refused(Why.EMPTY);
    }
    if (text.length() > LONGEST) {
      return new Parsed.Refused(Why.TOO_LONG);
    }
    if (text.startsWith("-") || FORBIDDEN.matcher(text).find()) {
      return new Parsed.Refused(Why.BAD_CHARACTER);
    }
    var scheme = scheme(text);
    if (scheme == null) {
      return new Parsed.Refused(Why.SCHEME);
    }
    if (text.indexOf('#') >= 0) {
      return new Parsed.Refused(Why.FRAGMENT);
    }
    var start = scheme.name().length() + 3;
    var end = endOfAuthority(text, start);
    return parse(scheme, text.substring(start, end), text.substring(end));
  }

  private static Parsed parse(Scheme scheme, String authority, String rest) {
    Login login = null;
    var at = authority.indexOf('@');
    if (at >= 0) {
      login = login(authority.substring(0, at));
      if (login == null || authority.indexOf('@', at + 1) >= 0) {
        return new Parsed.Refused(Why.LOGIN);
      }
    }
    var hostAndPort = authority.substring(at + 1);
    var colon = hostAndPort.lastIndexOf(':');
    var hasPort = colon > hostAndPort.lastIndexOf(']');
    var host = (hasPort ? hostAndPort.substring(0, colon) : hostAndPort).toLowerCase(Locale.ROOT);
    if (host.startsWith("[")) {
      if (!host.endsWith("]") || host.indexOf(':') < 0) {
        return new Parsed.Refused(Why.HOST);
      }
      host = host.substring(1, host.length() - 1);
    } else if (host.indexOf(':') >= 0) {
      return new Parsed.Refused(Why.HOST);
    }
    var wrong = checkHost(host);
    if (wrong != null) {
      return new Parsed.Refused(wrong);
    }
    var port = scheme.defaultPort();
    if (hasPort) {
      var digits = hostAndPort.substring(colon + 1);
      if (!PORT.matcher(digits).matches() || Integer.parseInt(digits) > 65_535) {
        return new Parsed.Refused(Why.PORT);
      }
      port = Integer.parseInt(digits);
    }
    var target = rest.startsWith("/") ? rest : "/" + rest;
    return new Parsed.Address(new StreamAddress(scheme, host, port, target), login);
  }

  /// The whole address, for whoever connects. Not for logs: see [#target].
  public String url() {
    var name = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
    return scheme.name().toLowerCase(Locale.ROOT) + "://" + name + ":" + port + target;
  }

  /// The address in numbers, if that is how the host is written.
  public Optional<InetAddress> literal() {
    return IpLiteral.of(host);
  }

  @Override
  public String toString() {
    return "StreamAddress[" + scheme + " " + host + ":" + port + "]";
  }

  /// Takes off what slips in when copying; line ends and tabs stay, and are refused.
  private static String trimmed(String typed) {
    var from = 0;
    var to = typed.length();
    while (from < to && typed.charAt(from) == ' ') {
      from++;
    }
    while (to > from && typed.charAt(to - 1) == ' ') {
      to--;
    }
    return typed.substring(from, to);
  }

  private static @Nullable Scheme scheme(String text) {
    for (var scheme : Scheme.values()) {
      var start = scheme.name() + "://";
      if (text.regionMatches(true, 0, start, 0, start.length())) {
        return scheme;
      }
    }
    return null;
  }

  private static int endOfAuthority(String text, int start) {
    for (int i = start; i < text.length(); i++) {
      if (text.charAt(i) == '/' || text.charAt(i) == '?') {
        return i;
      }
    }
    return text.length();
  }

  private static @Nullable Why checkHost(String host) {
    if (host.indexOf(':') >= 0) {
      return IpLiteral.v6(host).isPresent() ? null : Why.HOST;
    }
    if (ENDS_IN_A_NUMBER.matcher(host).matches()) {
      return IpLiteral.v4(host).isPresent() ? null : Why.NUMERIC_HOST;
    }
    return host.length() <= 253 && NAME.matcher(host).matches() ? null : Why.HOST;
  }

  private static @Nullable Login login(String userInfo) {
    var colon = userInfo.indexOf(':');
    try {
      var user = decoded(colon < 0 ? userInfo : userInfo.substring(0, colon));
      var password = colon < 0 ? "" : decoded(userInfo.substring(colon + 1));
      return Login.isGood(user, password) ? new Login(user, password) : null;
    } catch (IllegalArgumentException badEscape) {
      return null;
    }
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), UTF_8);
  }
}
