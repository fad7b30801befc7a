package org.porchlight.transparency;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.porchlight.transparency.LedgerLine.Taken;
import org.porchlight.transparency.LedgerLine.Who;
import org.porchlight.transparency.OverwriteClock.Warning;

class OverwriteClockTest {

  static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

  @Test
  void ownerIsWarnedTwoDaysBeforeTheRecorderOverwritesAndNotAfterwards() {
    assertThat(warnings(line("A", "camera.live.open", days(4.9)))).isEmpty();
    assertThat(warnings(line("A", "camera.live.open", days(5))))
        .containsExactly(new Warning("A", NOW.minus(days(5)), NOW.plus(days(2))));
    assertThat(warnings(line("A", "camera.live.open", days(6.9)))).hasSize(1);
    assertThat(warnings(line("A", "camera.live.open", days(7)))).isEmpty();
  }

  @Test
  void eachCaseIsNamedOnceWithItsOldestFootage() {
    assertThat(
            warnings(
                line("B", "camera.clip.save", days(5.2)),
                line("A", "camera.live.open", days(5.5)),
                line("A", "camera.snapshot", days(6))))
        .extracting(Warning::caseNumber)
        .containsExactly("A", "B");
  }

  @Test
  void whatShowsAnotherTimeOrNothingOrHasNoCaseWarnsOfNothing() {
    assertThat(
            warnings(
                line("A", "camera.clip.play", days(6)),
                line("A", "camera.replay.open", days(6)),
                line(null, "camera.live.open", days(6)),
                line("A", "consent.given", days(6))))
        .isEmpty();
  }

  private static List<Warning> warnings(LedgerLine... lines) {
    return OverwriteClock.warnings(List.of(lines), 7, NOW);
  }

  private static Duration days(double days) {
    return Duration.ofMinutes(Math.round(days * 24 * 60));
  }

  private static LedgerLine line(String caseNumber, String event, Duration ago) {
    return new LedgerLine(
        List.of(1L),
        1L,
        event,
        "ALLOW",
        new Who(false, null, null, null),
        caseNumber,
        null,
        null,
        NOW.minus(ago),
        null,
        new Taken(null, null, null),
        null);
  }
}
