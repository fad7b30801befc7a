package org.porchlight.feeds.pull;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.porchlight.feeds.StreamProblem;

class IncomingTest {

  static final String REQUEST = "OPTIONS * RTSP/1.0\r\nCSeq: 1\r\n\r\n";

  final List<String> taken = new ArrayList<>();
  final ByteBuffer buffer = ByteBuffer.allocateDirect(60_000);
  private boolean passesOver;
  private final Incoming incoming = new Incoming(new Budget(24_000_000));

  private final Incoming.Taker taker =
      new Incoming.Taker() {
        @Override
        public boolean passesOver() {
          return passesOver;
        }

        @Override
        public void passed(int channel) {
          taken.add("passed " + channel);
        }

        @Override
        public void frame(ByteBuffer in, int channel, int at, int length) {
          taken.add("frame " + channel + " of " + length + " beginning " + in.get(at));
        }

        @Override
        public void message(RtspMessage message) {
          taken.add(message.method());
        }

        @Override
        public boolean isDone() {
          return false;
        }

        @Override
        public StreamLost nonsense() {
          return new StreamLost(StreamProblem.OUT_OF_BOUNDS, "nonsense");
        }
      };

  @Test
  void whateverThePiecesFramesAndMessagesComeOutWhole() throws IOException {
    var all = joined(frame(0, 300), REQUEST.getBytes(ISO_8859_1), frame(1, 5));
    for (var piece = 1; piece < 60; piece += 7) {
      taken.clear();
      for (var from = 0; from < all.length; from += piece) {
        read(all, from, Math.min(all.length, from + piece));
      }
      assertThat(taken)
          .containsExactly("frame 0 of 300 beginning 90", "OPTIONS", "frame 1 of 5 beginning 90");
    }
  }

  @Test
  void framesThatNobodyTakesAreNotKeptAndOverwrittenWhereTheyWereRead() throws IOException {
    passesOver = true;
    var all = joined(frame(0, 40_000), REQUEST.getBytes(ISO_8859_1), frame(1, 5));
    for (var piece : new int[] {3, 1000, 39_999, 50_000}) {
      taken.clear();
      for (var from = 0; from < all.length; from += piece) {
        read(all, from, Math.min(all.length, from + piece));
        assertThat(incoming.kept()).isLessThan(REQUEST.length());
        assertThat(piece < 1000 || !holdsContent()).isTrue();
      }
      assertThat(taken).containsExactly("passed 0", "OPTIONS", "passed 1");
    }
  }

  @Test
  void whatWasBegunIsForgottenAndWhatComesAfterItUnderstood() throws IOException {
    var all = joined(frame(0, 40_000), REQUEST.getBytes(ISO_8859_1));
    read(all, 0, 25_000);
    assertThat(incoming.kept()).isEqualTo(25_000);

    passesOver = true;
    incoming.forget();

    assertThat(incoming.kept()).isZero();
    read(all, 25_000, all.length);
    assertThat(taken).containsExactly("OPTIONS");
  }

  @Test
  void whoeverIsTakenAgainIsTakenFromTheNextFrame() throws IOException {
    var all = joined(frame(0, 40_000), frame(0, 9));
    passesOver = true;
    read(all, 0, 25_000);

    passesOver = false;
    read(all, 25_000, all.length);

    assertThat(taken).containsExactly("passed 0", "frame 0 of 9 beginning 90");
  }

  @Test
  void whatIsNeitherFrameNorMessageIsSaidSo() {
    assertThatExceptionOfType(StreamLost.class)
        .isThrownBy(() -> read(new byte[] {1, 2, 3}, 0, 3))
        .satisfies(lost -> assertThat(lost.problem()).isEqualTo(StreamProblem.OUT_OF_BOUNDS));
  }

  @Test
  void aHeadOrABodyThatDoesNotEndIsRefused() {
    var head = ("OPTIONS * RTSP/1.0\r\nX: " + "x".repeat(20_000)).getBytes(ISO_8859_1);
    assertThatExceptionOfType(StreamLost.class).isThrownBy(() -> read(head, 0, head.length));
    var body = "ANNOUNCE * RTSP/1.0\r\nContent-Length: 70000\r\n\r\n".getBytes(ISO_8859_1);
    assertThatExceptionOfType(StreamLost.class).isThrownBy(() -> read(body, 0, body.length));
  }

  private void read(byte[] all, int from, int to) throws IOException {
    var _ = incoming.read(new Bytes(all, from, to), buffer.clear(), taker);
  }

  private boolean holdsContent() {
    for (var i = 0; i < buffer.capacity(); i++) {
      if (buffer.get(i) == 'Z') {
        return true;
      }
    }
    return false;
  }

  private static byte[] frame(int channel, int length) {
    var frame = ByteBuffer.allocate(4 + length);
    frame.put((byte) '$').put((byte) channel).putShort((short) length);
    while (frame.hasRemaining()) {
      frame.put((byte) 'Z');
    }
    return frame.array();
  }

  private static byte[] joined(byte[]... parts) {
    var all = new java.io.ByteArrayOutputStream();
    for (var part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  /// A connection that has these bytes to read, and then no more for now.
  private record Bytes(ByteBuffer left) implements Wire {

    Bytes(byte[] all, int from, int to) {
      this(ByteBuffer.wrap(all, from, to - from));
    }

    @Override
    public boolean begin() {
      return true;
    }

    @Override
    public int read(ByteBuffer to) {
      var count = left.remaining();
      to.put(left);
      return count;
    }

    @Override
    public void write(byte[] bytes) {}

    @Override
    public boolean flush() {
      return true;
    }
  }
}
