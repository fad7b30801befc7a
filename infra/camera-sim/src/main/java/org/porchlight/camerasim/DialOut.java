package org.porchlight.camerasim;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// The way of a camera behind a router: it connects to a server and publishes there (RFC 2326
/// ANNOUNCE, SETUP, RECORD), with Digest when it is asked for a password.
final class DialOut {

  private static final int PATIENCE_MILLIS = 10_000;
  private static final Pattern PARAMETER = Pattern.compile("(\\w+)=(?:\"([^\"]*)\"|([^\\s,]*))");

  private final SocketChannel channel;
  private final String url;
  private final String user;
  private final String password;
  private String challenge = "";
  private String session = "";
  private int cseq;

  /// What a server answered.
  private record Reply(int status, List<String> headers) {

    String header(String name) {
      var begin = name.toLowerCase(Locale.ROOT) + ":";
      return headers.stream()
          .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(begin))
          .map(line -> line.substring(begin.length()).strip())
          .reduce("", (_, last) -> last);
    }
  }

  private DialOut(SocketChannel channel, String url, String user, String password) {
    this.channel = channel;
    this.url = url;
    this.user = user;
    this.password = password;
  }

  /// What came of it.
  ///
  /// @param channel does not block; the server waits for pictures on it
  /// @param media those that the server took, in the order of their channels
  record Done(SocketChannel channel, List<Medium> media) {}

  /// Goes as far as RECORD.
  ///
  /// @param offered what the camera has
  /// @param sdp what it says of itself
  /// @throws DialRefused if the server does not want it
  static Done at(String url, String user, String password, List<Medium> offered, String sdp)
      throws IOException {
    var address = URI.create(url);
    var channel = SocketChannel.open(new InetSocketAddress(address.getHost(), address.getPort()));
    try {
      channel.socket().setSoTimeout(PATIENCE_MILLIS);
      var media = new DialOut(channel, url, user, password).publish(offered, sdp);
      channel.configureBlocking(false);
      return new Done(channel, media);
    } catch (IOException | RuntimeException refused) {
      channel.close();
      throw refused;
    }
  }

  private List<Medium> publish(List<Medium> offered, String sdp) throws IOException {
    must(ask("OPTIONS", url, "", ""));
    var description = "Content-Type: application/sdp\r\n";
    var announced = ask("ANNOUNCE", url, description, sdp);
    if (announced.status() == 401) {
      challenge = announced.header("WWW-Authenticate");
      announced = ask("ANNOUNCE", url, description, sdp);
    }
    must(announced);
    var taken = new ArrayList<Medium>();
    for (var medium : offered) {
      var first = medium.channel();
      var transport =
          "Transport: RTP/AVP/TCP;unicast;interleaved=%d-%d;mode=record\r\n"
              .formatted(first, first + 1);
      var setUp = ask("SETUP", url + "/" + medium.control(), transport, "");
      if (setUp.status() == 200) {
        session = setUp.header("Session").split(";", 2)[0];
        taken.add(medium);
      } else if (medium == Medium.VIDEO) {
        must(setUp);
      }
    }
    must(ask("RECORD", url, "Range: npt=0.000-\r\n", ""));
    return taken;
  }

  private static void must(Reply reply) throws DialRefused {
    if (reply.status() != 200) {
      throw new DialRefused(reply.status(), reply.header("Retry-After"));
    }
  }

  private Reply ask(String method, String uri, String headers, String body) throws IOException {
    var text = new StringBuilder(method + " " + uri + " RTSP/1.0\r\nCSeq: " + ++cseq + "\r\n");
    text.append("User-Agent: simulated camera\r\n").append(headers);
    if (!session.isEmpty()) {
      text.append("Session: ").append(session).append("\r\n");
    }
    if (!challenge.isEmpty()) {
      text.append("Authorization: ").append(authorization(method, uri)).append("\r\n");
    }
    if (!body.isEmpty()) {
      text.append("Content-Length: ").append(body.length()).append("\r\n");
    }
    var bytes = text.append("\r\n").append(body).toString().getBytes(StandardCharsets.ISO_8859_1);
    channel.socket().getOutputStream().write(bytes);
    return read();
  }

  private Reply read() throws IOException {
    var in = channel.socket().getInputStream();
    var head = new ByteArrayOutputStream();
    while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
      var next = in.read();
      if (next < 0) {
        throw new DialRefused(0, "");
      }
      head.write(next);
    }
    var lines = List.of(head.toString(StandardCharsets.ISO_8859_1).split("\r\n", -1));
    return new Reply(Integer.parseInt(lines.getFirst().split(" ", 3)[1]), lines);
  }

  private String authorization(String method, String uri) {
    var algorithm = parameter("algorithm").equals("SHA-256") ? "SHA-256" : "MD5";
    var realm = parameter("realm");
    var nonce = parameter("nonce");
    var secret = hash(algorithm, user + ":" + realm + ":" + password);
    var response =
        hash(
            algorithm,
            secret + ":" + nonce + ":00000001:abcd:auth:" + hash(algorithm, method + ":" + uri));
    return ("Digest username=\"%s\", realm=\"%s\", nonce=\"%s\", uri=\"%s\", response=\"%s\", "
            + "qop=auth, nc=00000001, cnonce=\"abcd\", algorithm=%s")
        .formatted(user, realm, nonce, uri, response, algorithm);
  }

  private String parameter(String name) {
    var found = PARAMETER.matcher(challenge);
    while (found.find()) {
      if (name.equals(found.group(1))) {
        var quoted = found.group(2);
        return quoted == null ? found.group(3) : quoted;
      }
    }
    return "";
  }

  private static String hash(String algorithm, String text) {
    try {
      var digest = MessageDigest.getInstance(algorithm);
      return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has MD5 and SHA-256", e);
    }
  }
}
