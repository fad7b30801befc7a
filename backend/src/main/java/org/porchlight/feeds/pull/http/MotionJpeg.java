package org.porchlight.feeds.pull.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.util.regex.Pattern;
import org.porchlight.feeds.StreamProblem;
import org.porchlight.feeds.pull.StreamLost;

/// Motion JPEG: an answer of many parts without end, in each a JPEG (`multipart/x-mixed-replace`).
///
/// Cameras announce boundaries with and without the two dashes in front, and lengths of parts or
/// none; all of that is read. What stands between the end of a part and the next boundary is left
/// out.
final class MotionJpeg implements Delivery {

  private static final Pattern BOUNDARY =
      Pattern.compile("(?i)boundary\\s*=\\s*(?:\"([^\"]*)\"|([^\\s;]*))");

  private final InputStream in;
  private final byte[] delimiter;
  private final JpegPicture picture;
  private int read;

  /// @param most bytes of a picture
  MotionJpeg(WebAnswer answer, int most) throws StreamLost {
    this.in = answer.body();
    this.picture = new JpegPicture(most);
    var found = BOUNDARY.matcher(answer.headers().first("Content-Type").orElse(""));
    if (!found.find()) {
      throw new StreamLost(StreamProblem.NOT_VIDEO, "parts without a boundary");
    }
    var named = found.group(1) == null ? found.group(2) : found.group(1);
    var bare = named.replaceFirst("^-+", "");
    if (bare.isEmpty() || bare.length() > 200) {
      throw new StreamLost(StreamProblem.NOT_VIDEO, "parts without a boundary");
    }
    // At least the two dashes that every boundary begins with, however many were announced.
    delimiter = ("--" + bare).getBytes(ISO_8859_1);
  }

  @Override
  public void deliver(Outlet outlet) throws IOException {
    skipToBoundary();
    while (true) {
      read = 0;
      var headers = Headers.read(this::line, 0);
      var type = headers.contentType();
      var length = headers.contentLength();
      var isPicture = type.isEmpty() || type.equals("image/jpeg") || type.equals("image/jpg");
      if (length < 0) {
        readToBoundary();
      } else {
        picture.read(in, length);
      }
      if (isPicture) {
        picture.send(outlet);
      }
      if (length >= 0) {
        skipToBoundary();
      }
    }
  }

  /// Ends behind the line of the boundary.
  private void skipToBoundary() throws IOException {
    read = 0;
    var line = line(Headers.LONGEST);
    while (!isBoundary(line)) {
      line = line(Headers.LONGEST - read);
    }
  }

  private boolean isBoundary(String line) throws StreamLost {
    var named = new String(delimiter, ISO_8859_1);
    var at = line.indexOf(named);
    if (at < 0 || !line.substring(0, at).replace("-", "").isEmpty()) {
      return false;
    }
    if (line.endsWith(named + "--")) {
      throw end();
    }
    return true;
  }

  /// Reads a part of unknown length, and the line of the boundary behind it.
  private void readToBoundary() throws IOException {
    picture.begin();
    var last = delimiter[delimiter.length - 1];
    for (var next = in.read(); ; next = in.read()) {
      if (next < 0) {
        throw end();
      }
      picture.append((byte) next);
      if ((byte) next == last && picture.endsWith(delimiter)) {
        break;
      }
    }
    picture.truncate(delimiter.length);
    while (picture.endsWithLine()) {
      picture.truncate(1);
    }
    read = 0;
    if (line(Headers.LONGEST).equals("--")) {
      throw end();
    }
  }

  private String line(int most) throws IOException {
    var text = new StringBuilder();
    for (var next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw end();
      }
      if (text.length() >= most) {
        throw new StreamLost(StreamProblem.OUT_OF_BOUNDS, "a head of more than 16 KiB");
      }
      text.append((char) next);
    }
    read += text.length() + 1;
    return text.toString().stripTrailing();
  }

  private static StreamLost end() {
    return new StreamLost(StreamProblem.ENDED, "no more parts");
  }
}
