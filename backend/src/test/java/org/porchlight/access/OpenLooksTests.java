package org.porchlight.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.porchlight.audit.AuditLog;
import org.porchlight.audit.AuditTrail;
import org.porchlight.identity.Actor;
import org.porchlight.identity.OrganisationId;
import org.porchlight.identity.PersonId;
import org.porchlight.identity.Role;
import org.porchlight.incidents.IncidentId;
import org.porchlight.registry.CameraId;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.transaction.support.TransactionTemplate;

/// Every look that was opened is closed in the log exactly once, also when its program died.
@SpringBootTest
class OpenLooksTests {

  @Autowired Access access;
  @Autowired JdbcOpenLooks rows;
  @Autowired AuditLog log;
  @Autowired AuditTrail trail;
  @Autowired TransactionTemplate transaction;

  final CameraId camera = CameraId.random();
  final Instant now = Clock.systemUTC().instant();

  @ParameterizedTest
  @EnumSource(names = {"LIVE", "REPLAY"})
  void aLookIsClosedOnceHoweverOftenItIsAskedFor(Use use) {
    var look = UUID.randomUUID();
    var permit = permit(use);
    var book = at(now);
    book.opened(look, permit);

    book.closed(look, permit, 1500, 42, "VIEWER_LEFT");
    book.closed(look, permit, 1500, 42, "VIEWER_LEFT");

    assertThat(closings(use)).containsExactly("VIEWER_LEFT 1500 42");
  }

  @ParameterizedTest
  @EnumSource(names = {"LIVE", "REPLAY"})
  void aLookWhoseProgramDiedIsClosedByTheNextOneWithWhatIsKnown(Use use) {
    var look = UUID.randomUUID();
    var permit = permit(use);
    at(now.minusSeconds(600)).opened(look, permit);
    at(now.minusSeconds(590)).goesOn(look, 7_000);

    at(now).closeOrphans();
    at(now).closeOrphans();
    // The one that was taken for dead was only slow: nothing more is written.
    at(now).closed(look, permit, 600_000, 9_000, "VIEWER_LEFT");

    assertThat(closings(use)).containsExactly("PROGRAM_DIED 10000 7000");
  }

  @ParameterizedTest
  @EnumSource(names = {"LIVE", "REPLAY"})
  void aLookThatGoesOnIsLeftAlone(Use use) {
    var look = UUID.randomUUID();
    var permit = permit(use);
    at(now.minusSeconds(600)).opened(look, permit);
    at(now.minusSeconds(20)).goesOn(look, 7_000);

    at(now).closeOrphans();

    assertThat(closings(use)).isEmpty();
  }

  private Permit permit(Use use) {
    return PermitsForTests.permit(
        new Actor(
            PersonId.random(),
            OrganisationId.random(),
            Set.of(Role.OPERATOR),
            "s",
            null,
            "192.0.2.7"),
        camera,
        use,
        IncidentId.random(),
        now);
  }

  private AuditedLookBook at(Instant instant) {
    return new AuditedLookBook(
        access, rows, log, transaction, Clock.fixed(instant, ZoneOffset.UTC));
  }

  private List<String> closings(Use use) {
    return trail.ofCamera(camera.toString(), Long.MAX_VALUE, 10).stream()
        .filter(entry -> entry.event().equals(use.closing()))
        .map(entry ->
            "%s %s %s"
                .formatted(
                    entry.plain().get("reason"),
                    entry.plain().get("dur_ms"),
                    entry.plain().get("bytes")))
        .toList();
  }
}
