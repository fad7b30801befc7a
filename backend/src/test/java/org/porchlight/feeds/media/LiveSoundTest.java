package org.porchlight.feeds.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LiveSoundTest {

  static final SoundFormat AAC = new SoundFormat.Aac(16_000, 1);
  static final SoundFormat ALAW = new SoundFormat.G711(true, 8_000, 1);

  final ChunkPool pool = new ChunkPool(4);
  final SoundRing ring = new SoundRing(pool);

  @AfterEach
  void nothingIsHeldInTheEnd() {
    ring.close();
    assertThat(pool.bytesInUse()).isZero();
  }

  @Test
  void soundIsHandedOnAsItCame() {
    for (var i = 0; i < 10; i++) {
      add(AAC, i * 1024L, 1024, 100 + i);
    }
    var live = new LiveSound(ring, AAC, 0);

    var run = live.upTo(AAC.ticks(4 * 1024));
    var more = live.upTo(AAC.ticks(6 * 1024));

    assertThat(run.begin()).isZero();
    assertThat(run.pieces()).extracting(piece -> piece.length).containsExactly(100, 101, 102, 103);
    assertThat(run.durations()).containsOnly(1024);
    assertThat(more.begin()).isEqualTo(4 * 1024);
    assertThat(more.pieces()).extracting(piece -> piece.length).containsExactly(104, 105);
  }

  @Test
  void aHoleIsFilledWithSilence() {
    add(AAC, 0, 1024, 100);
    add(AAC, 3 * 1024, 1024, 103);
    var live = new LiveSound(ring, AAC, 0);

    var run = live.upTo(AAC.ticks(4 * 1024));

    assertThat(run.pieces()).extracting(piece -> piece.length).containsExactly(100, 6, 6, 103);
  }

  @Test
  void whatIsLateIsWaitedForAndNotForLong() {
    var live = new LiveSound(ring, AAC, 0);

    assertThat(live.upTo(AAC.ticks(7 * 1024)).isEmpty()).isTrue();

    // Half a second is 7.8 frames.
    var run = live.upTo(AAC.ticks(20 * 1024));

    assertThat(run.pieces()).hasSize(13).allMatch(piece -> piece.length == 6);
    add(AAC, 5 * 1024, 1024, 100);
    add(AAC, 13 * 1024, 1024, 113);
    assertThat(live.upTo(AAC.ticks(20 * 1024)).pieces())
        .extracting(piece -> piece.length)
        .containsExactly(113);
  }

  @Test
  void g711BecomesFlacOfTheSameSamples() {
    add(ALAW, 0, 320, 320);
    add(ALAW, 640, 320, 320);
    var live = new LiveSound(ring, ALAW, 0);

    var run = live.upTo(ALAW.ticks(960));

    assertThat(live.sent()).isEqualTo(new SoundFormat.Flac(8_000, 1));
    assertThat(run.durations()).containsExactly(960);
    // Head, number, length, rate, check; one byte for the channel; check.
    assertThat(run.pieces().getFirst()).hasSize(4 + 1 + 4 + 1 + 1 + 2 * 960 + 2);
    assertThat(run.pieces().getFirst()).startsWith(0xFF, 0xF9, 0x7D, 0x08);
  }

  @Test
  void g711MeansTheSamplesThatTheStandardSays() {
    assertThat(Flac.aLaw(0xD5)).isEqualTo((short) 8);
    assertThat(Flac.aLaw(0x55)).isEqualTo((short) -8);
    assertThat(Flac.aLaw(0xAA)).isEqualTo((short) 32_256);
    assertThat(Flac.aLaw(0x2A)).isEqualTo((short) -32_256);
    assertThat(Flac.muLaw(0xFF)).isEqualTo((short) 0);
    assertThat(Flac.muLaw(0x80)).isEqualTo((short) 32_124);
    assertThat(Flac.muLaw(0x00)).isEqualTo((short) -32_124);
  }

  @Test
  void memoryIsBoundedWhateverComes() {
    for (var i = 0; i < 20_000; i++) {
      add(AAC, i * 1024L, 1024, i % 2 == 0 ? 1 : 2000);
    }

    assertThat(ring.bytes()).isLessThanOrEqualTo(2_000_000);
    ring.keepFrom(Long.MAX_VALUE);
    assertThat(ring.bytes()).isZero();
    assertThat(pool.bytesInUse()).isZero();
  }

  @Test
  void whatWasTakenStaysThoughTheRingForgets() {
    add(AAC, 0, 1024, 3);
    try (var slice = ring.select(_ -> true)) {
      ring.clear();
      assertThat(slice.units().getFirst().bytes()).containsExactly(0, 0, 0);
    }
  }

  private void add(SoundFormat format, long place, int samples, int length) {
    ring.add(
        format,
        new SoundTimeline.Stamp(place, false),
        samples,
        false,
        place,
        place,
        Instant.EPOCH,
        MemorySegment.ofArray(new byte[length]),
        0,
        length);
  }
}
