package org.porchlight.feeds.pull;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.porchlight.feeds.StreamProblem;

/// What a camera's reply may say, whoever carries the bytes. No reply ever leads anywhere but back
/// to the one address that was checked.
final class RtspRules {

  private static final String[] ADDRESS_HEADERS = {"Content-Base", "Content-Location"};

  private static final Pattern PORTS = Pattern.compile("(\\d{1,5})(?:-(\\d{1,5}))?");
  private static final int HIGHEST_PORT = 65_535;

  /// Names of hosts may be such that URI does not take them for names.
  private static final Pattern AUTHORITY =
      Pattern.compile("(?:[^@]*@)?(?:(\\[[0-9A-Fa-f:.]+])|([^@:\\[\\]]+))(?::(\\d{1,5}))?");

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
      throw new StreamLost(
          problemOf(status), status == 461 ? "sends over UDP only" : "status " + status);
    }
    for (var name : ADDRESS_HEADERS) {
      for (var address : reply.all(name)) {
        if (address.contains("://") && !isCameras(address)) {
          throw new StreamLost(StreamProblem.LED_ELSEWHERE, name + " of another host");
        }
      }
    }
  }

  /// Looks at the answer to a SETUP that asked for frames on the connection.
  ///
  /// @throws StreamLost if the camera wants to send otherwise
  void checkInterleaved(RtspMessage reply) throws StreamLost {
    var lower = reply.header("Transport").orElse("").toLowerCase(Locale.ROOT);
    if (!lower.startsWith("rtp/avp/tcp") || !lower.contains("interleaved=")) {
      throw new StreamLost(StreamProblem.LED_ELSEWHERE, "transport is not interleaved TCP");
    }
  }

  /// Looks at the answer to a SETUP that asked for datagrams: they come from the camera's own
  /// address, to this machine and the two ports that were named, and to nobody else.
  ///
  /// @param self our address
  /// @param port our even port
  /// @return from which ports they come
  /// @throws StreamLost if the camera wants to send otherwise
  UdpTrack.From checkDatagrams(RtspMessage reply, InetAddress self, int port) throws StreamLost {
    var parts = reply.header("Transport").orElse("").split(";", -1);
    var profile = parts[0].strip().toLowerCase(Locale.ROOT);
    if (!profile.equals("rtp/avp") && !profile.equals("rtp/avp/udp")) {
      throw otherwise("transport is not RTP over UDP");
    }
    var from = new UdpTrack.From(0, 0);
    for (var part : List.of(parts).subList(1, parts.length)) {
      var equals = part.indexOf('=');
      var name = (equals < 0 ? part : part.substring(0, equals)).strip().toLowerCase(Locale.ROOT);
      var value = equals < 0 ? "" : part.substring(equals + 1).strip();
      switch (name) {
        case "multicast", "port", "interleaved" -> throw otherwise("transport with " + name);
        case "source" -> {
          if (!value.isEmpty() && !isCamerasHost(value)) {
            throw otherwise("sends from another host");
          }
        }
        case "destination" -> {
          if (!value.isEmpty() && !isLiteral(value, self)) {
            throw otherwise("sends to another host");
          }
        }
        case "client_port" -> {
          if (!value.equals(port + "") && !value.equals(port + "-" + (port + 1))) {
            throw otherwise("sends to other ports");
          }
        }
        case "server_port" -> from = serverPorts(value);
        default -> {
          // SSRC, mode and whatever else decide nothing.
        }
      }
    }
    return from;
  }

  private static UdpTrack.From serverPorts(String value) throws StreamLost {
    var said = PORTS.matcher(value);
    if (said.matches()) {
      var media = Integer.parseInt(said.group(1));
      var reports = said.group(2) == null ? media + 1 : Integer.parseInt(said.group(2));
      if (media > 0 && reports > 0 && media <= HIGHEST_PORT && reports <= HIGHEST_PORT) {
        return new UdpTrack.From(media, reports);
      }
    }
    throw new StreamLost(StreamProblem.OUT_OF_BOUNDS, "ports that cannot be");
  }

  private static StreamLost otherwise(String what) {
    return new StreamLost(StreamProblem.LED_ELSEWHERE, what);
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
      var authority = AUTHORITY.matcher(String.valueOf(uri.getRawAuthority()));
      if (scheme == null
          || !scheme.toLowerCase(Locale.ROOT).startsWith("rtsp")
          || !authority.matches()) {
        return false;
      }
      var port = authority.group(3) == null ? 554 : Integer.parseInt(authority.group(3));
      var number = authority.group(1);
      var plain = number == null ? authority.group(2) : number.substring(1, number.length() - 1);
      return port == target.address().port() && isCamerasHost(plain);
    } catch (URISyntaxException _) {
      return false;
    }
  }

  private boolean isCamerasHost(String host) {
    return host.equalsIgnoreCase(target.address().host()) || isLiteral(host, target.pinned());
  }

  private static boolean isLiteral(String host, InetAddress address) {
    try {
      return InetAddress.ofLiteral(host).equals(address);
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
}
