package org.porchlight.feeds.pull.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.porchlight.feeds.media.SoundFormat;
import org.porchlight.feeds.pull.rtp.SoundDepacketiser.Wrapping;

class SoundDepacketiserTest {

  record Got(List<Integer> bytes, int samples, long time, boolean afterLoss) {}

  final List<Got> got = new ArrayList<>();
  private final RtpPacket packet = new RtpPacket();
  private SoundDepacketiser frames = aac(Wrapping.HEADERS);

  private SoundDepacketiser aac(Wrapping wrapping) {
    return SoundDepacketiser.of(new SoundFormat.Aac(16_000, 1), 16_000, wrapping, this::sound);
  }

  private void sound(
      MemorySegment from, long at, int length, int samples, long time, boolean afterLoss) {
    var bytes = new ArrayList<Integer>();
    for (var b : from.asSlice(at, length).toArray(ValueLayout.JAVA_BYTE)) {
      bytes.add(b & 0xFF);
    }
    got.add(new Got(bytes, samples, time, afterLoss));
  }

  @Test
  void framesOfOnePacketFollowEachOther() {
    send(1000, true, 0, 0, 32, 2 << 3, 3 << 3, 1, 2, 11, 12, 13);

    assertThat(got).isEmpty();

    send(1000, true, 0, 0x00, 0x20, 0x00, 2 << 3, 0x00, 3 << 3, 1, 2, 11, 12, 13);
    send(3048, true, 0, 0x00, 0x10, 0x00, 1 << 3, 7);

    assertThat(got)
        .containsExactly(
            new Got(List.of(1, 2), 1024, 0, true),
            new Got(List.of(11, 12, 13), 1024, 1024, false),
            new Got(List.of(7), 1024, 2048, false));
  }

  @Test
  void aFrameMayBeSpreadOverPackets() {
    send(0, false, 0, 0, 16, 0, 5 << 3, 1, 2);
    send(0, false, 0, 0, 16, 0, 5 << 3, 3, 4);
    send(0, true, 0, 0, 16, 0, 5 << 3, 5);

    assertThat(got).containsExactly(new Got(List.of(1, 2, 3, 4, 5), 1024, 0, false));
  }

  @Test
  void aFrameOfWhichAPartIsMissingIsLeftOut() {
    send(0, false, 0, 0, 16, 0, 5 << 3, 1, 2);
    send(0, true, 1, 0, 16, 0, 5 << 3, 5);
    send(1024, true, 0, 0, 16, 0, 1 << 3, 9);

    assertThat(got).containsExactly(new Got(List.of(9), 1024, 1024, true));
  }

  @Test
  void framesInAnotherOrderAreNotTaken() {
    send(0, true, 0, 0, 32, 0, (2 << 3) | 1, 0, 2 << 3, 1, 2, 3, 4);

    assertThat(got).isEmpty();
  }

  @Test
  void timeStampsWrap() {
    send(0xFFFF_FFFF - 100, true, 0, 0, 16, 0, 1 << 3, 9);
    send(0xFFFF_FFFF - 100 + 1024, true, 0, 0, 16, 0, 1 << 3, 9);

    assertThat(got).extracting(Got::time).containsExactly(0L, 1024L);
  }

  @Test
  void latmHasALengthBeforeEachFrame() {
    frames = aac(Wrapping.LATM);
    var long300 = new int[302];
    long300[0] = 255;
    long300[1] = 45;
    send(0, true, 0, 2, 8, 9);
    send(1024, true, 0, long300);
    // In two packets; and one that is shorter than it says.
    send(2048, false, 0, 3, 1);
    send(2048, true, 0, 2, 3);
    send(3072, true, 0, 9, 1);

    assertThat(got).extracting(sound -> sound.bytes().size()).containsExactly(2, 300, 3);
  }

  @Test
  void g711IsAsLongAsItHasBytes() {
    frames =
        SoundDepacketiser.of(
            new SoundFormat.G711(true, 8000, 2), 8000, Wrapping.HEADERS, this::sound);
    send(0, false, 0, 1, 2, 3, 4);
    send(2, false, 3, 5, 6, 7);

    assertThat(got)
        .containsExactly(
            new Got(List.of(1, 2, 3, 4), 2, 0, false), new Got(List.of(5, 6), 1, 2, true));
  }

  @ParameterizedTest
  @EnumSource
  void whateverComesNothingIsThrownAndNothingIsLargerThanItsPackets(Wrapping wrapping) {
    frames = aac(wrapping);
    var random = new Random(4);
    for (var i = 0; i < 20_000; i++) {
      var payload = new int[1 + random.nextInt(random.nextInt(20) == 0 ? 3000 : 24)];
      for (var j = 0; j < payload.length; j++) {
        payload[j] = random.nextInt(4) == 0 ? 0 : random.nextInt(256);
      }
      if (payload.length > 2 && random.nextBoolean()) {
        payload[0] = 0;
        payload[1] = 16 * (1 + random.nextInt(3));
      }
      send(random.nextInt(8), random.nextBoolean(), random.nextInt(10) / 9, payload);
    }

    assertThat(got).isNotEmpty();
    assertThat(got)
        .allMatch(
            sound -> sound.bytes().size() <= SoundDepacketiser.LARGEST && !sound.bytes().isEmpty());
  }

  private void send(int timestamp, boolean marker, int missing, int... payload) {
    var raw = ByteBuffer.allocate(12 + payload.length);
    raw.put((byte) 0x80).put((byte) (marker ? 0xE1 : 0x61)).putShort((short) 1);
    raw.putInt(timestamp).putInt(99);
    for (var one : payload) {
      raw.put((byte) one);
    }
    if (packet.read(raw, 0, raw.capacity())) {
      frames.take(packet, MemorySegment.ofArray(raw.array()), missing);
    }
  }
}
