package org.porchlight.feeds.pull.http;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Pattern;
import org.porchlight.feeds.StreamProblem;
import org.porchlight.feeds.pull.StreamLost;
import org.porchlight.feeds.pull.Target;

/// The one web server that a camera's answers may name: same protocol, same host, same port.
final class Origin {

  private static final int LONGEST = 2048;

  private static final Pattern AUTHORITY =
      Pattern.compile("(?:\\[([0-9A-Fa-f:.]+)]|([^@:\\[\\]]+))(?::(\\d{1,5}))?");

  private final Target target;
  private final String scheme;

  /// The one of the address that was checked.
  Origin(Target target) {
    this.target = target;
    this.scheme = target.address().scheme().name().toLowerCase(Locale.ROOT);
  }

  /// What a reference means.
  ///
  /// @param base path and query of where it stands
  /// @return path and query to ask the same server for
  /// @throws StreamLost if it leads anywhere else
  String resolve(String base, String reference) throws StreamLost {
    try {
      var named = new URI(reference);
      if (isOwn(named)) {
        // Names of hosts may be such that URI does not take them for names; it needs to know none.
        var whole = new URI("http://camera" + base).resolve(pathOf(named));
        var query = whole.getRawQuery();
        var file = query == null ? whole.getRawPath() : whole.getRawPath() + "?" + query;
        if (file.startsWith("/")
            && file.length() < LONGEST
            && file.chars().allMatch(c -> c > ' ' && c < 127)) {
          return file;
        }
      }
    } catch (URISyntaxException | IllegalArgumentException _) {
      // Whatever it means, it is not an address at this server.
    }
    throw new StreamLost(StreamProblem.LED_ELSEWHERE, "an address of another host");
  }

  private boolean isOwn(URI named) {
    var protocol = named.getScheme();
    if (named.isOpaque() || (protocol != null && !protocol.equalsIgnoreCase(scheme))) {
      return false;
    }
    var authority = named.getRawAuthority();
    if (authority == null) {
      return protocol == null;
    }
    var parts = AUTHORITY.matcher(authority);
    if (!parts.matches()) {
      return false;
    }
    var port =
        parts.group(3) == null
            ? target.address().scheme().defaultPort()
            : Integer.parseInt(parts.group(3));
    var host = parts.group(1) == null ? parts.group(2) : parts.group(1);
    return port == target.address().port()
        && (host.equalsIgnoreCase(target.address().host()) || isPinned(host));
  }

  /// The same without protocol and host.
  private static URI pathOf(URI named) throws URISyntaxException {
    if (named.getRawAuthority() == null) {
      return named;
    }
    var path = named.getRawPath().isEmpty() ? "/" : named.getRawPath();
    return new URI(named.getRawQuery() == null ? path : path + "?" + named.getRawQuery());
  }

  private boolean isPinned(String host) {
    try {
      return InetAddress.ofLiteral(host).equals(target.pinned());
    } catch (IllegalArgumentException _) {
      return false;
    }
  }
}
