package org.porchlight.feeds.pull.http;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import org.porchlight.feeds.StreamProblem;
import org.porchlight.feeds.pull.StreamLost;
import org.porchlight.feeds.pull.Target;

/// The one web server that a camera's answers may name: same protocol, same host, same port.
final class Origin {

  private static final int LONGEST = 2048;

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
      var address = target.address();
      var host = address.host().contains(":") ? "[" + address.host() + "]" : address.host();
      var whole =
          new URI(scheme + "://" + host + ":" + address.port() + base).resolve(new URI(reference));
      var path = whole.getRawPath();
      if (isOwn(whole) && path != null && path.length() < LONGEST) {
        var query = whole.getRawQuery();
        var file = path.startsWith("/") ? path : "/" + path;
        var found = query == null ? file : file + "?" + query;
        if (found.length() < LONGEST && found.chars().allMatch(c -> c > ' ' && c < 127)) {
          return found;
        }
      }
    } catch (URISyntaxException | IllegalArgumentException _) {
      // Whatever it means, it is not an address at this server.
    }
    throw new StreamLost(StreamProblem.LED_ELSEWHERE, "an address of another host");
  }

  private boolean isOwn(URI whole) {
    var host = whole.getHost();
    if (host == null
        || whole.getRawUserInfo() != null
        || !scheme.equalsIgnoreCase(whole.getScheme())) {
      return false;
    }
    var port = whole.getPort() < 0 ? target.address().scheme().defaultPort() : whole.getPort();
    var plain = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    return port == target.address().port()
        && (plain.equalsIgnoreCase(target.address().host()) || isPinned(plain));
  }

  private boolean isPinned(String host) {
    try {
      return InetAddress.ofLiteral(host).equals(target.pinned());
    } catch (IllegalArgumentException _) {
      return false;
    }
  }
}
