package org.porchlight.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JdbcAuditTrailTests {

  @TempDir static Path folder;
  static LogForTests log;

  @BeforeAll
  static void openALog() {
    log = LogForTests.fresh(folder.resolve("log.key"));
  }

  @Test
  void entryIsReadBackAsItWasWritten() {
    var written =
        log.append(
            AuditEvent.of("camera.live.close", Outcome.DONE)
                .camera("read back")
                .purpose("INV-ROBBERY")
                .basis("CONSENT:v2")
                .personal("act", "somebody")
                .personal("case", "26-0042 \u00e9\"\n")
                .plain("dur_ms", 61_000L)
                .plain("off", true)
                .plain("reason", "VIEWER_LEFT"));

    var entry = log.trail.ofCamera("read back", Long.MAX_VALUE, 10).getFirst();

    assertThat(entry.entry()).isEqualTo(written.entry());
    assertThat(entry.event()).isEqualTo("camera.live.close");
    assertThat(entry.outcome()).isEqualTo(Outcome.DONE);
    assertThat(entry.purpose()).isEqualTo("INV-ROBBERY");
    assertThat(entry.basis()).isEqualTo("CONSENT:v2");
    assertThat(entry.cameraSeq()).isEqualTo(1);
    assertThat(entry.personal())
        .isEqualTo(Map.of("act", "somebody", "case", "26-0042 \u00e9\"\n", "cam", "read back"));
    assertThat(entry.plain())
        .isEqualTo(Map.of("dur_ms", 61_000L, "off", true, "reason", "VIEWER_LEFT"));
    assertThat(entry.at()).isEqualTo(entry.at().truncatedTo(ChronoUnit.MILLIS));
    assertThat(entry.index()).isNull();

    log.sequence();
    assertThat(log.trail.ofCamera("read back", Long.MAX_VALUE, 10).getFirst().index()).isNotNull();
  }

  @Test
  void pagesOfACameraGoFromTheNewestDown() {
    log.append(7, "paged");

    assertThat(log.trail.ofCamera("paged", Long.MAX_VALUE, 3))
        .map(OpenedEntry::cameraSeq)
        .containsExactly(7L, 6L, 5L);
    assertThat(log.trail.ofCamera("paged", 5, 10))
        .map(OpenedEntry::cameraSeq)
        .containsExactly(4L, 3L, 2L, 1L);
    assertThat(log.trail.ofCamera("unknown", Long.MAX_VALUE, 10)).isEmpty();
  }

  @Test
  void permitsBringTogetherAnOpeningAndItsClose() {
    for (var event : List.of("camera.live.open", "camera.snapshot", "camera.live.close")) {
      var permit = event.equals("camera.snapshot") ? "p2" : "p1";
      log.append(AuditEvent.of(event, Outcome.DONE).camera("joined").personal("permit", permit));
    }
    log.append(
        AuditEvent.of("camera.live.open", Outcome.DONE).camera("other").personal("permit", "p1"));

    assertThat(log.trail.ofPermits("joined", List.of("p1")))
        .map(OpenedEntry::event)
        .containsExactly("camera.live.open", "camera.live.close");
    assertThat(log.trail.ofPermits("joined", List.of())).isEmpty();
  }

  @Test
  void erasedOpeningsLeaveTheEntryAndShowNoCommitment() {
    var entry =
        log.append(
            AuditEvent.of("camera.snapshot", Outcome.ALLOW)
                .camera("forgotten")
                .personal("act", "somebody")
                .plain("n", 3));
    log.jdbc.sql("DELETE FROM audit.opening WHERE entry = ?").param(entry.entry()).update();

    var left = log.trail.ofCamera("forgotten", Long.MAX_VALUE, 10).getFirst();

    assertThat(left.personal()).isEmpty();
    assertThat(left.plain()).isEqualTo(Map.of("n", 3L));
    assertThat(left.cameraSeq()).isEqualTo(1);
  }

  @Test
  void auditorReadsAllOrOneKindOfEvent() {
    var reading = log.append(AuditEvent.of("audit.log.read", Outcome.ALLOW));
    log.append(AuditEvent.of("filter.one.a", Outcome.DONE));
    log.append(AuditEvent.of("filter.one.b", Outcome.DONE));
    var last = log.append(AuditEvent.of("filter.two", Outcome.DONE));

    assertThat(log.trail.page(reading, null, Long.MAX_VALUE, 4))
        .map(OpenedEntry::event)
        .containsExactly("filter.two", "filter.one.b", "filter.one.a", "audit.log.read");
    assertThat(log.trail.page(reading, "filter.one.", Long.MAX_VALUE, 100)).hasSize(2);
    assertThat(log.trail.page(reading, "filter.two", Long.MAX_VALUE, 100)).hasSize(1);
    assertThat(log.trail.page(reading, "filter.one", Long.MAX_VALUE, 100)).isEmpty();
    assertThat(log.trail.page(reading, "filter.", last.entry(), 1))
        .map(OpenedEntry::event)
        .containsExactly("filter.one.b");
  }
}
