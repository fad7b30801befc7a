package org.porchlight.feeds.pull.http;

import java.io.IOException;
import java.io.InputStream;
import java.util.regex.Pattern;
import org.porchlight.feeds.StreamProblem;
import org.porchlight.feeds.pull.StreamLost;

/// The content of an answer, of a known length, in chunks, or as long as the connection stands.
///
/// A connection that ends before its time is an [IOException], not an end.
final class WebBody extends InputStream {

  private static final Pattern SIZE = Pattern.compile("([0-9A-Fa-f]{1,8})\\s*(;.*)?");
  private static final int LONGEST_LINE = 1024;

  private enum Kind {
    COUNTED,
    CHUNKED,
    OPEN
  }

  private final WebWire wire;
  private final Kind kind;
  private final byte[] one = new byte[1];
  private long left;
  private boolean ended;
  private boolean begun;
  private byte[] peeked = new byte[0];
  private int peekedAt;

  private WebBody(WebWire wire, Kind kind, long left) {
    this.wire = wire;
    this.kind = kind;
    this.left = left;
    this.ended = kind == Kind.COUNTED && left == 0;
  }

  static WebBody of(WebWire wire, Headers headers) throws StreamLost {
    if (headers.says("Transfer-Encoding", "chunked")) {
      return new WebBody(wire, Kind.CHUNKED, 0);
    }
    if (headers.first("Transfer-Encoding").isPresent()) {
      throw new StreamLost(StreamProblem.NOT_VIDEO, "coded in an unknown way");
    }
    var length = headers.contentLength();
    return new WebBody(wire, length < 0 ? Kind.OPEN : Kind.COUNTED, length);
  }

  static WebBody empty(WebWire wire) {
    return new WebBody(wire, Kind.COUNTED, 0);
  }

  /// Looks at the first bytes, which are read again afterwards.
  byte[] peek(int count) throws IOException {
    peeked = readNBytes(count);
    peekedAt = 0;
    return peeked;
  }

  /// Whether all was read, so that the connection is free for the next question.
  boolean isRead() {
    return ended && peekedAt == peeked.length;
  }

  /// Bytes that were announced; -1 if nothing was said.
  long announced() {
    return kind == Kind.COUNTED ? left + peeked.length - peekedAt : -1;
  }

  @Override
  public int read() throws IOException {
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] to, int from, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (peekedAt < peeked.length) {
      var count = Math.min(length, peeked.length - peekedAt);
      System.arraycopy(peeked, peekedAt, to, from, count);
      peekedAt += count;
      return count;
    }
    if (kind == Kind.CHUNKED && left == 0 && !ended) {
      nextChunk();
    }
    if (ended) {
      return -1;
    }
    var most = kind == Kind.OPEN ? length : (int) Math.min(length, left);
    var count = wire.read(to, from, most);
    if (count < 0) {
      if (kind != Kind.OPEN) {
        throw new IOException("the connection ended in the content");
      }
      ended = true;
      return -1;
    }
    if (kind != Kind.OPEN) {
      left -= count;
      ended = kind == Kind.COUNTED && left == 0;
    }
    return count;
  }

  private void nextChunk() throws IOException {
    if (begun && !wire.line(LONGEST_LINE).isEmpty()) {
      throw new StreamLost(StreamProblem.OUT_OF_BOUNDS, "a chunk that is longer than it says");
    }
    begun = true;
    var size = SIZE.matcher(wire.line(LONGEST_LINE));
    if (!size.matches()) {
      throw new StreamLost(StreamProblem.OUT_OF_BOUNDS, "a chunk without a size");
    }
    left = Long.parseLong(size.group(1), 16);
    if (left == 0) {
      Headers.read(wire::line, 0);
      ended = true;
    }
  }
}
