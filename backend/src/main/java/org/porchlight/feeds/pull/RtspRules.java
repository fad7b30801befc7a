package org.porchlight.feeds.pull;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import org.porchlight.feeds.StreamProblem;

/// What a camera's reply may say, whoever carries the bytes. No reply ever leads anywhere but back
/// to the one address that was checked.
final class RtspRules {

  private static final String[] ADDRESS_HEADERS = {"Content-Base", "Content-Location"};

  private final Target target;

  RtspRules(Target target) {
    this.target = target;
  }

  /// The camera's address as it stands in requests, without login. Always rtsp: over TLS the
  /// requests name the same address as without.
  String base() {
    var address = target.address();
    var host = address.host().contains(":") ? "[" + address.host() + "]" : address.host();
    return "rtsp://" + host + ":" + address.port() + address.target();
  }

  /// Looks at a reply other than 401.
  ///
  /// @param method what was asked
  /// @throws StreamLost if it is a refusal, or leads elsewhere
  void check(String method, RtspMessage reply) throws StreamLost {
    var status = reply.status();
    if (status >= 300 && status < 400) {
      throw new StreamLost(StreamProblem.LED_ELSEWHERE, "status " + status);
    }
    // Some cameras do not know OPTIONS, and some refuse the other sign of life.
    var essential = !method.equals("OPTIONS") && !method.equals("GET_PARAMETER");
    if ((status < 200 || status >= 400) && essential) {
      throw new StreamLost(problemOf(status), "status " + status);
    }
    for (var name : ADDRESS_HEADERS) {
      for (var address : reply.all(name)) {
        if (address.contains("://") && !isCameras(address)) {
          throw new StreamLost(StreamProblem.LED_ELSEWHERE, name + " of another host");
        }
      }
    }
    if (method.equals("SETUP")) {
      checkTransport(reply.header("Transport").orElse(""));
    }
  }

  /// Looks at a message that is no reply.
  void checkUnasked(RtspMessage message) throws StreamLost {
    if (message.firstLine().startsWith("HTTP/")) {
      throw new StreamLost(StreamProblem.NOT_VIDEO, "a web server");
    }
    if (message.method().equals("REDIRECT")) {
      throw new StreamLost(StreamProblem.LED_ELSEWHERE, "REDIRECT");
    }
  }

  /// Whether an absolute address is the camera's own: its name, or the address that was checked.
  boolean isCameras(String address) {
    try {
      var uri = new URI(address.split("\\s", 2)[0]);
      var scheme = uri.getScheme();
      var host = uri.getHost();
      if (scheme == null || host == null || !scheme.toLowerCase(Locale.ROOT).startsWith("rtsp")) {
        return false;
      }
      var port = uri.getPort() < 0 ? 554 : uri.getPort();
      var plain = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
      return port == target.address().port()
          && (plain.equalsIgnoreCase(target.address().host()) || isPinned(plain));
    } catch (URISyntaxException _) {
      return false;
    }
  }

  private boolean isPinned(String host) {
    try {
      return InetAddress.ofLiteral(host).equals(target.pinned());
    } catch (IllegalArgumentException _) {
      return false;
    }
  }

  private static StreamProblem problemOf(int status) {
    return switch (status) {
      case 403, 407 -> StreamProblem.WRONG_LOGIN;
      case 404, 406, 415 -> StreamProblem.NOT_VIDEO;
      case 461 -> StreamProblem.LED_ELSEWHERE;
      default -> StreamProblem.NO_ANSWER;
    };
  }

  private static void checkTransport(String transport) throws StreamLost {
    var lower = transport.toLowerCase(Locale.ROOT);
    if (!lower.startsWith("rtp/avp/tcp") || !lower.contains("interleaved=")) {
      throw new StreamLost(StreamProblem.LED_ELSEWHERE, "transport is not interleaved TCP");
    }
  }
}
