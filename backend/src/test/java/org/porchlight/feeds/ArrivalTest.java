package org.porchlight.feeds;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.porchlight.feeds.media.Codec;
import org.porchlight.feeds.media.PictureReader;
import org.porchlight.feeds.pull.VideoSource.Packet;

/// When pictures were there that were read later than they came.
class ArrivalTest {

  static final Instant START = Instant.parse("2026-11-02T07:00:00Z");

  final Clock clock =
      new Clock() {
        @Override
        public java.time.ZoneId getZone() {
          return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(java.time.ZoneId zone) {
          return this;
        }

        @Override
        public Instant instant() {
          return START.plusMillis(now);
        }
      };
  final PictureReader reader = new PictureReader(Codec.HEVC);
  byte[] picture;
  Feed feed;
  long now;

  @BeforeEach
  void begin() throws IOException {
    picture =
        CopiesTests.accessUnits(
                Files.readAllBytes(Path.of("src/test/resources/clips/testsrc.h265")))
            .getFirst();
    feed =
        new Feed(
            CameraForTests.quick(),
            CameraForTests.POOL,
            clock,
            () -> TimeUnit.MILLISECONDS.toNanos(now));
    feed.begin();
    take(0, 0);
  }

  @AfterEach
  void end() {
    feed.close();
  }

  @Test
  void picturesOfANapAreAsFarApartAsTheCameraSays() throws IOException {
    now = 950;
    for (var time = 100; time <= 900; time += 100) {
      take(time, 950);
    }

    assertThat(arrivals())
        .containsExactly(0L, 100L, 200L, 300L, 400L, 500L, 600L, 700L, 800L, 900L);
  }

  @Test
  void noneWasThereBeforeTheCameraWasReadLastOrAfterItIsRead() throws IOException {
    now = 5_000;
    // Of a camera whose clock is slow, and of one whose clock is fast.
    take(100, 1_000);
    take(9_000, 1_000);

    assertThat(arrivals()).containsExactly(0L, 4_000L, 5_000L);
  }

  @Test
  void whatIsReadAsItComesArrivesWhenItIsRead() throws IOException {
    now = 950;
    take(100, 0);

    assertThat(arrivals()).containsExactly(0L, 950L);
  }

  @Test
  void ratesAreThoseOfTheCameraThoughItIsReadSeldom() throws IOException {
    for (var second = 0L; second < 12; second++) {
      now = second * 1_000 + 1_050;
      for (var time = second * 1_000 + 100; time <= second * 1_000 + 1_000; time += 100) {
        take(time, 1_000);
      }
      if (second > 8) {
        assertThat(feed.health().framesPerSecond()).isEqualTo(10);
      }
    }
  }

  private List<Long> arrivals() {
    try (var slice = feed.recent(Duration.ofSeconds(30))) {
      return slice.entries().stream()
          .map(entry -> Duration.between(START, entry.arrived()).toMillis())
          .toList();
    }
  }

  private void take(long time, long waited) throws IOException {
    if (!reader.read(MemorySegment.ofArray(picture), false)) {
      throw new IOException("no picture");
    }
    feed.keep(new Packet(reader, time * 90, false).after(TimeUnit.MILLISECONDS.toNanos(waited)));
  }
}
