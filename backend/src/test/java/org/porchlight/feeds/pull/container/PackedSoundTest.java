package org.porchlight.feeds.pull.container;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.porchlight.camerasim.Scene;
import org.porchlight.camerasim.Sound;
import org.porchlight.feeds.media.MalformedVideo;
import org.porchlight.feeds.pull.StreamLost;

/// Sound without a container, as HLS has it.
class PackedSoundTest {

  static final Sound AAC = soundOf();
  static final String OWNER = "com.apple.streaming.transportStreamTimestamp\0";

  record Heard(int length, long time, long picture, boolean afterLoss) {}

  final List<Heard> heard = new ArrayList<>();
  final PackedSound sound =
      new PackedSound(
          new TransportClock(),
          one -> heard.add(new Heard(one.length(), one.time(), one.picture(), one.afterLoss())));

  @Test
  void segmentsAreHeardWhenTheirTagsSay() throws Exception {
    sound.segment(segment(tag(4, 0, priv(900_000)), 0, 3));
    sound.segment(segment(tag(4, 0, priv(900_000 + 3 * 5760)), 3, 2));

    assertThat(heard).extracting(Heard::time).containsExactly(0L, 1024L, 2048L, 3072L, 4096L);
    assertThat(heard).extracting(Heard::picture).startsWith(0L, 5760L, 11_520L);
    assertThat(heard)
        .extracting(Heard::length)
        .startsWith(AAC.pieces().get(0).length, AAC.pieces().get(1).length);
    assertThat(heard).noneMatch(Heard::afterLoss);
  }

  @Test
  void whatComesAfterAMissingSegmentIsHeardLater() throws Exception {
    sound.segment(segment(tag(4, 0, priv(0)), 0, 1));
    sound.missing();
    sound.segment(segment(tag(4, 0, priv(90_000)), 16, 1));

    assertThat(heard.getLast().time()).isEqualTo(16_000);
    assertThat(heard.getLast().afterLoss()).isTrue();
  }

  @Test
  void timeStampsWrapAsThoseOfTheFilmDo() throws Exception {
    sound.segment(segment(tag(4, 0, priv((1L << 33) - 5760)), 0, 1));
    sound.segment(segment(tag(4, 0, priv(0)), 1, 1));

    assertThat(heard).extracting(Heard::time).containsExactly(0L, 1024L);
  }

  @Test
  void tagsComeInManyForms() throws Exception {
    var others = bytes(frame(4, "TIT2", new byte[40]), priv(90), new byte[30]);
    for (var tag :
        List.of(
            tag(3, 0, frame(3, "PRIV", bytes(OWNER, 90))),
            tag(4, 0, others),
            bytes(tag(4, 0, frame(4, "TXXX", new byte[200])), tag(4, 0, priv(90))),
            // With a header of its own, and with zeros put in between.
            tag(4, 0x40, bytes(new byte[] {0, 0, 0, 6, 1, 0}, priv(90))),
            tag(3, 0x40, bytes(new byte[] {0, 0, 0, 6, 0, 0, 0, 0, 0, 0}, privOf3(90))),
            tag(3, 0x80, unsynchronised(frame(3, "PRIV", bytes(OWNER, 0xFF00)))),
            tag(4, 0x80, frame(4, "PRIV", unsynchronised(bytes(OWNER, 0xFF00)))))) {
      heard.clear();
      sound.segment(segment(tag, 0, 2));

      assertThat(heard).hasSize(2);
    }
  }

  @Test
  void withoutATimeItIsNotTaken() {
    for (var tag :
        List.of(
            new byte[0],
            tag(4, 0, new byte[0]),
            tag(2, 0, priv(90)),
            tag(4, 0, frame(4, "PRIV", bytes("someone.else\0", 90))),
            tag(4, 0, frame(4, "PRIV", new byte[10])),
            // More than 33 bits.
            tag(4, 0, priv(1L << 33)),
            tag(4, 0, priv(-1)))) {
      assertThatThrownBy(() -> sound.segment(segment(tag, 0, 2)))
          .isInstanceOf(StreamLost.class)
          .hasMessageContaining("does not say when it is heard");
    }
    assertThat(heard).isEmpty();
  }

  @Test
  void tagsHaveAnEnd() {
    var claimed = tag(4, 0, priv(90));
    // 256 MB.
    for (var at = 6; at < 10; at++) {
      claimed[at] = 0x7F;
    }
    assertThatThrownBy(() -> sound.segment(endless(claimed)))
        .isInstanceOf(StreamLost.class)
        .hasMessageContaining("a tag without end");
    assertThatThrownBy(() -> sound.segment(endless(tag(4, 0, frame(4, "TXXX", new byte[500])))))
        .isInstanceOf(StreamLost.class)
        .hasMessageContaining("a tag without end");
    claimed[6] = (byte) 0x80;
    assertThatThrownBy(() -> sound.segment(endless(claimed))).isInstanceOf(StreamLost.class);
  }

  @Test
  void soundOfAnotherKindIsSaidToBe() {
    // An AC-3 frame.
    var other = bytes(tag(4, 0, priv(90)), new byte[] {0x0B, 0x77, 0, 0, 0, 0, 0, 0});

    assertThatThrownBy(() -> sound.segment(new ByteArrayInputStream(other)))
        .isInstanceOf(StreamLost.class)
        .hasMessageContaining("no AAC");
  }

  @Test
  void whateverComesNothingElseIsThrown() throws Exception {
    var random = new Random(6);
    for (var i = 0; i < 5_000; i++) {
      var whole =
          segment(tag(3 + i % 2, 0, i % 2 == 0 ? privOf3(i) : priv(i)), 0, 2).readAllBytes();
      for (var j = 0; j < 1 + i % 9; j++) {
        whole[random.nextInt(Math.min(whole.length, i % 3 == 0 ? whole.length : 90))] =
            (byte) random.nextInt(256);
      }
      try {
        sound.segment(new ByteArrayInputStream(whole, 0, random.nextInt(whole.length) + 1));
      } catch (StreamLost | MalformedVideo expected) {
        assertThat(expected).hasMessageNotContaining("null");
      }
    }
  }

  private static Sound soundOf() {
    var sound = Scene.clipWithAac().sound();
    if (sound == null) {
      throw new IllegalStateException("no sound");
    }
    return sound;
  }

  private static InputStream segment(byte[] tag, int from, int count) {
    var out = new ByteArrayOutputStream();
    out.writeBytes(tag);
    for (var i = from; i < from + count; i++) {
      out.writeBytes(AAC.adts(i));
    }
    return new ByteArrayInputStream(out.toByteArray());
  }

  private static InputStream endless(byte[] again) {
    return new InputStream() {

      private int at;

      @Override
      public int read() {
        return again[at++ % again.length] & 0xFF;
      }

      @Override
      public int read(byte[] to, int from, int length) throws IOException {
        return super.read(to, from, length);
      }
    };
  }

  private static byte[] tag(int version, int flags, byte[] frames) {
    return ByteBuffer.allocate(10 + frames.length)
        .put("ID3".getBytes(ISO_8859_1))
        .put((byte) version)
        .put((byte) 0)
        .put((byte) flags)
        .putInt(sevenBits(frames.length))
        .put(frames)
        .array();
  }

  private static byte[] frame(int version, String name, byte[] content) {
    return ByteBuffer.allocate(10 + content.length)
        .put(name.getBytes(ISO_8859_1))
        .putInt(version == 4 ? sevenBits(content.length) : content.length)
        .putShort((short) 0)
        .put(content)
        .array();
  }

  private static int sevenBits(int value) {
    return (value & 0x7F) | (value & 0x3F80) << 1 | (value & 0x1F_C000) << 2;
  }

  private static byte[] priv(long clock) {
    return frame(4, "PRIV", bytes(OWNER, clock));
  }

  private static byte[] privOf3(long clock) {
    return frame(3, "PRIV", bytes(OWNER, clock));
  }

  private static byte[] bytes(String owner, long clock) {
    return ByteBuffer.allocate(owner.length() + 8)
        .put(owner.getBytes(ISO_8859_1))
        .putLong(clock)
        .array();
  }

  private static byte[] bytes(byte[]... parts) {
    var out = new ByteArrayOutputStream();
    for (var part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }

  private static byte[] unsynchronised(byte[] plain) {
    var out = new ByteArrayOutputStream();
    for (var i = 0; i < plain.length; i++) {
      out.write(plain[i]);
      if (plain[i] == (byte) 0xFF) {
        out.write(0);
      }
    }
    return out.toByteArray();
  }
}
