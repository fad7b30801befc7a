package org.porchlight.feeds.pull;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import org.porchlight.feeds.StreamProblem;

/// Cuts what the other side of an RTSP connection sends into interleaved frames and messages (RFC
/// 2326, 10.12), where it lies. Keeps only what is not complete yet.
///
/// For the loop's thread.
public final class Incoming {

  /// Who takes what was cut.
  public interface Taker {

    /// Whether frames are of no interest now: then their content is passed over, is not kept even
    /// for a moment, and is overwritten where it was read.
    default boolean passesOver() {
      return false;
    }

    /// A frame was passed over.
    default void passed(int channel) {}

    /// A frame of at most 64 KiB.
    ///
    /// @param in where it lies until this returns
    void frame(ByteBuffer in, int channel, int at, int length) throws IOException;

    void message(RtspMessage message) throws IOException;

    /// Whether nothing more is taken for now; the rest waits.
    boolean isDone();

    /// What it means if something is neither frame nor message.
    StreamLost nonsense();
  }

  private final Budget budget;
  private byte[] rest = new byte[0];
  private int restLength;

  /// What is still to come of a frame that is passed over.
  private int passing;

  /// @param budget what may come in
  public Incoming(Budget budget) {
    this.budget = budget;
  }

  /// Reads what is there, and hands on what is complete.
  ///
  /// @param in empty; its content is worth nothing afterwards
  /// @return how many bytes were read, -1 if no more will come
  /// @throws StreamLost if it is too much, or makes no sense
  public int read(Wire from, ByteBuffer in, Taker taker) throws IOException {
    try {
      return readAndTake(from, in, taker);
    } finally {
      if (taker.passesOver()) {
        MemorySegment.ofBuffer(in.duplicate().flip()).fill((byte) 0);
      }
    }
  }

  private int readAndTake(Wire from, ByteBuffer in, Taker taker) throws IOException {
    in.put(rest, 0, restLength);
    var count = from.read(in);
    if (count > 0) {
      budget.spend(count);
    }
    var end = in.position();
    var at = Math.min(passing, end);
    passing -= at;
    while (at < end && !taker.isDone()) {
      var next = take(in, at, end, taker);
      if (next == at) {
        break;
      }
      at = next;
    }
    keep(in, at, end);
    return count;
  }

  /// From now on frames are passed over: the begun one goes, too.
  public void forget() {
    if (restLength >= 4 && rest[0] == '$') {
      var length = (rest[2] & 0xFF) << 8 | (rest[3] & 0xFF);
      passing = 4 + length - restLength;
      restLength = 0;
    }
    if (restLength == 0) {
      rest = new byte[0];
    }
  }

  /// Bytes that wait for the rest of theirs.
  int kept() {
    return restLength;
  }

  /// Takes a frame or a message.
  ///
  /// @return where it ends; `at` if it is not complete
  private int take(ByteBuffer in, int at, int end, Taker taker) throws IOException {
    var first = in.get(at);
    if (first == '$') {
      return frame(in, at, end, taker);
    }
    if (first == '\r' || first == '\n') {
      return at + 1;
    }
    if (first < 'A' || first > 'Z') {
      throw taker.nonsense();
    }
    return message(in, at, end, taker);
  }

  private int frame(ByteBuffer in, int at, int end, Taker taker) throws IOException {
    if (end - at < 4) {
      return at;
    }
    var channel = in.get(at + 1) & 0xFF;
    var length = in.getShort(at + 2) & 0xFFFF;
    var next = at + 4 + length;
    if (taker.passesOver()) {
      taker.passed(channel);
      passing = Math.max(0, next - end);
      return Math.min(next, end);
    }
    if (end < next) {
      return at;
    }
    taker.frame(in, channel, at + 4, length);
    return next;
  }

  private void keep(ByteBuffer in, int at, int end) {
    restLength = end - at;
    if (rest.length < restLength || (rest.length > 4096 && restLength < 2048)) {
      rest = new byte[Math.max(restLength, restLength == 0 ? 0 : 2048)];
    }
    in.get(at, rest, 0, restLength);
  }

  private static int message(ByteBuffer in, int at, int end, Taker taker) throws IOException {
    var body = endOfHead(in, at, Math.min(end, at + RtspMessage.LONGEST_HEAD));
    if (body < 0) {
      if (end - at >= RtspMessage.LONGEST_HEAD) {
        throw new StreamLost(StreamProblem.OUT_OF_BOUNDS, "a head of more than 16 KiB");
      }
      return at;
    }
    var head = new byte[body - at];
    in.get(at, head);
    RtspMessage message;
    int length;
    try {
      message = RtspMessage.ofHead(new String(head, ISO_8859_1));
      length = message.contentLength();
    } catch (IllegalArgumentException strange) {
      throw new StreamLost(StreamProblem.NOT_VIDEO, "not RTSP", strange);
    }
    if (length > RtspMessage.LONGEST_BODY) {
      throw new StreamLost(StreamProblem.OUT_OF_BOUNDS, "a body of more than 64 KiB");
    }
    if (end - body < length) {
      return at;
    }
    var content = new byte[length];
    in.get(body, content);
    taker.message(message.body(content));
    return body + length;
  }

  private static int endOfHead(ByteBuffer in, int from, int end) {
    for (var i = from + 1; i < end; i++) {
      if (in.get(i) == '\n'
          && (in.get(i - 1) == '\n'
              || (i >= from + 2 && in.get(i - 1) == '\r' && in.get(i - 2) == '\n'))) {
        return i + 1;
      }
    }
    return -1;
  }
}
