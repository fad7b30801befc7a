package org.porchlight.feeds.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.time.Instant;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class RingTest {

  static final int SECOND = Timeline.TICKS;
  static final VideoFormat FORMAT = new VideoFormat.Jpeg(64, 48);

  final ChunkPool pool = new ChunkPool(4);

  @Test
  void itReachesBackAsFarAsAskedAndBeginsWithAKeyframe() {
    var ring = new Ring(pool, 10 * SECOND, 100_000_000);
    fill(ring, 0, 60, 1000);

    var all = ring.since(0).entries();

    assertThat(all.getFirst().key()).isTrue();
    assertThat(all.getLast().arrival() - all.getFirst().arrival())
        .isBetween(10L * SECOND, 13L * SECOND);
  }

  @Test
  void aCutBeginsAtTheKeyframeBefore() {
    var ring = new Ring(pool, 30 * SECOND, 100_000_000);
    fill(ring, 0, 10, 1000);

    try (var slice = ring.since(5 * SECOND)) {
      assertThat(slice.entries().getFirst().arrival()).isEqualTo(4L * SECOND);
    }
    try (var slice = ring.sinceLastKey()) {
      assertThat(slice.entries().getFirst().arrival()).isEqualTo(8L * SECOND);
    }
    assertThat(ring.since(1000L * SECOND).entries()).isEmpty();
  }

  @Test
  void aWindowBeginsAtTheKeyframeBeforeAndEndsWithItsLastPicture() {
    var ring = new Ring(pool, 60 * SECOND, 100_000_000);
    fill(ring, 0, 20, 1000);

    try (var slice = ring.select(between(5_050, 8_000), _ -> true)) {
      assertThat(slice.entries().getFirst().arrived()).isEqualTo(Instant.ofEpochMilli(4_000));
      assertThat(slice.entries().getLast().arrived()).isEqualTo(Instant.ofEpochMilli(8_000));
      assertThat(slice.entries()).hasSize(41);
    }
    try (var nothing = ring.select(between(60_000, 70_000), _ -> true)) {
      assertThat(nothing.entries()).isEmpty();
    }
  }

  @Test
  void whatIsNotAllowedIsLeftOutEvenWhereTheKeyframeBeforeIsNeeded() {
    var ring = new Ring(pool, 60 * SECOND, 100_000_000);
    fill(ring, 0, 20, 1000);
    Predicate<Ring.Entry> notBefore =
        entry -> !entry.arrived().isBefore(Instant.ofEpochMilli(5_000));

    try (var slice = ring.select(between(1_000, 9_000), notBefore)) {
      assertThat(slice.entries().getFirst().arrived()).isEqualTo(Instant.ofEpochMilli(6_000));
      assertThat(slice.entries().getFirst().key()).isTrue();
    }
    try (var slice = ring.select(between(1_000, 5_500), notBefore)) {
      assertThat(slice.entries()).isEmpty();
    }
    ring.close();
    assertThat(pool.bytesInUse()).isZero();
  }

  private static Predicate<Ring.Entry> between(long from, long to) {
    return entry ->
        !entry.arrived().isBefore(Instant.ofEpochMilli(from))
            && !entry.arrived().isAfter(Instant.ofEpochMilli(to));
  }

  @Test
  void bytesAreBoundedWhateverTimeAsksFor() {
    var ring = new Ring(pool, 30 * SECOND, 1_000_000);
    fill(ring, 0, 30, 20_000);

    assertThat(ring.bytes()).isLessThanOrEqualTo(1_000_000);
    assertThat(pool.bytesInUse()).isLessThan(1_000_000 + 3 * ChunkPool.CHUNK);
    assertThat(ring.since(0).entries().getFirst().key()).isTrue();
  }

  @Test
  void aSliceStaysWhatItWasWhileTheRingGoesOn() {
    var ring = new Ring(pool, 2 * SECOND, 100_000_000);
    fill(ring, 0, 4, 50_000);
    try (var slice = ring.since(0)) {
      var before = slice.entries().stream().map(RingTest::firstByte).toList();

      fill(ring, 4, 60, 50_000);

      assertThat(slice.entries().stream().map(RingTest::firstByte).toList()).isEqualTo(before);
    }
  }

  @Test
  void allMemoryComesBack() {
    var ring = new Ring(pool, 5 * SECOND, 100_000_000);
    fill(ring, 0, 20, 50_000);
    var slice = ring.since(0);

    ring.close();
    assertThat(pool.bytesInUse()).isPositive();
    slice.close();

    assertThat(pool.bytesInUse()).isZero();
  }

  @Test
  void aClosedRingKeepsNothing() {
    var ring = new Ring(pool, 5 * SECOND, 100_000_000);
    ring.close();
    fill(ring, 0, 2, 1000);

    assertThat(ring.since(0).entries()).isEmpty();
    assertThat(pool.bytesInUse()).isZero();
  }

  /// Ten pictures a second, a keyframe every two seconds.
  private static void fill(Ring ring, int fromSecond, int toSecond, int size) {
    for (var i = fromSecond * 10; i < toSecond * 10; i++) {
      var at = (long) i * SECOND / 10;
      var picture = new OnePicture(i % 20 == 0, size, (byte) i);
      ring.add(
          picture.reader(),
          FORMAT,
          new Timeline.Stamp(at, at, false, i, at),
          at,
          Instant.ofEpochMilli(i * 100L));
    }
  }

  private static byte firstByte(Ring.Entry entry) {
    return entry.bytes().get(ValueLayout.JAVA_BYTE, 6);
  }

  /// A picture in H.264 whose first byte of content is known.
  private record OnePicture(boolean key, int size, byte first) {

    PictureReader reader() {
      var bytes = new byte[size];
      java.util.Arrays.fill(bytes, (byte) 0x55);
      bytes[0] = 0;
      bytes[1] = 0;
      bytes[2] = 1;
      bytes[3] = (byte) (key ? 0x65 : 0x41);
      bytes[4] = 1;
      bytes[5] = first == 0 ? 1 : first;
      var reader = new PictureReader(Codec.H264);
      reader.read(MemorySegment.ofArray(bytes), false);
      return reader;
    }
  }
}
