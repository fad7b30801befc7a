package org.porchlight.portal.center;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class WordsTest {

  static final Words BIRMINGHAM = new Words(Locale.US, ZoneId.of("America/Chicago"));

  @Test
  void timesAreThoseOfTheReadersWall() {
    assertThat(BIRMINGHAM.clock(Instant.parse("2026-11-22T20:03:07Z"))).contains("2:03:07");
  }

  @Test
  void spansAndDistancesAreShort() {
    assertThat(Words.span(Duration.ofSeconds(42))).isEqualTo("42 s");
    assertThat(Words.span(Duration.ofSeconds(250))).isEqualTo("4 min");
    assertThat(Words.span(Duration.ofMinutes(130))).isEqualTo("2 h 10 min");
    assertThat(Words.span(Duration.ofSeconds(-3))).isEqualTo("0 s");
    assertThat(BIRMINGHAM.distance(119.6)).isEqualTo("120 m");
    assertThat(BIRMINGHAM.distance(1440)).isEqualTo("1.4 km");
    assertThat(BIRMINGHAM.size(1_820_000)).isEqualTo("1.8 MB");
  }
}
