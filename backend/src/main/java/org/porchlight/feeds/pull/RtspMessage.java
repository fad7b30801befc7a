package org.porchlight.feeds.pull;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A request or reply of RTSP (RFC 2326): first line, headers, perhaps a body.
@SuppressWarnings("ArrayRecordComponent")
public record RtspMessage(String firstLine, List<Header> headers, byte[] body) {

  /// The longest first line and headers together that are read.
  static final int LONGEST_HEAD = 16 * 1024;

  /// The longest body; descriptions of real cameras have one or two kilobytes.
  static final int LONGEST_BODY = 64 * 1024;

  public record Header(String name, String value) {}

  public RtspMessage {
    headers = List.copyOf(headers);
  }

  /// Reads first line and headers.
  ///
  /// @param head ends with the empty line
  /// @throws IllegalArgumentException if that is not RTSP
  public static RtspMessage ofHead(String head) {
    var lines = head.split("\r?\n", -1);
    var headers = new ArrayList<Header>();
    for (var i = 1; i < lines.length; i++) {
      var line = lines[i];
      if (line.isBlank()) {
        continue;
      }
      var colon = line.indexOf(':');
      if (colon < 1) {
        throw new IllegalArgumentException("a header without a name");
      }
      headers.add(new Header(line.substring(0, colon).strip(), line.substring(colon + 1).strip()));
    }
    return new RtspMessage(lines[0].strip(), headers, new byte[0]);
  }

  public boolean isReply() {
    return firstLine.startsWith("RTSP/");
  }

  /// Status of a reply.
  public int status() {
    var parts = firstLine.split(" +", 3);
    try {
      return parts.length < 2 ? 0 : Integer.parseInt(parts[1]);
    } catch (NumberFormatException _) {
      return 0;
    }
  }

  /// Method of a request.
  public String method() {
    var space = firstLine.indexOf(' ');
    return space < 0 ? firstLine : firstLine.substring(0, space);
  }

  /// Address in a request.
  public String uri() {
    var parts = firstLine.split(" +", 3);
    return parts.length < 2 ? "" : parts[1];
  }

  public Optional<String> header(String name) {
    return all(name).stream().findFirst();
  }

  public List<String> all(String name) {
    return headers.stream()
        .filter(header -> header.name().equalsIgnoreCase(name))
        .map(Header::value)
        .toList();
  }

  /// Bytes of the body that follows, as the sender says.
  ///
  /// @throws IllegalArgumentException if it is not a number
  public int contentLength() {
    var text = header("Content-Length");
    if (text.isEmpty()) {
      return 0;
    }
    return Math.clamp(Long.parseLong(text.get()), 0, Integer.MAX_VALUE);
  }

  RtspMessage firstLine(String line) {
    return new RtspMessage(line, headers, body);
  }

  /// Replaces all headers of this name by one.
  public RtspMessage with(String name, String value) {
    var less = without(name);
    var more = new ArrayList<>(less.headers);
    more.add(new Header(name, value));
    return new RtspMessage(firstLine, more, body);
  }

  RtspMessage without(String name) {
    var rest = headers.stream().filter(header -> !header.name().equalsIgnoreCase(name)).toList();
    return new RtspMessage(firstLine, rest, body);
  }

  public RtspMessage body(byte[] bytes) {
    var message = new RtspMessage(firstLine, headers, bytes);
    return bytes.length == 0 ? message : message.with("Content-Length", bytes.length + "");
  }

  public byte[] toBytes() {
    var text = new StringBuilder(firstLine).append("\r\n");
    for (var header : headers) {
      text.append(header.name()).append(": ").append(header.value()).append("\r\n");
    }
    var head = text.append("\r\n").toString().getBytes(ISO_8859_1);
    var all = new byte[head.length + body.length];
    System.arraycopy(head, 0, all, 0, head.length);
    System.arraycopy(body, 0, all, head.length, body.length);
    return all;
  }
}
