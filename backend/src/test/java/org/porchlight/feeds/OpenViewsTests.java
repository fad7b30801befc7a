package org.porchlight.feeds;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.porchlight.access.Access;
import org.porchlight.access.Permit;
import org.porchlight.access.PermitsForTests;
import org.porchlight.access.Use;
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

/// Every view that was opened is closed in the log exactly once, also when its program died.
@SpringBootTest
class OpenViewsTests {

  @Autowired Access access;
  @Autowired JdbcOpenViews rows;
  @Autowired AuditLog log;
  @Autowired AuditTrail trail;
  @Autowired TransactionTemplate transaction;

  final CameraId camera = CameraId.random();
  final Instant now = Clock.systemUTC().instant();
  final Permit permit =
      PermitsForTests.permit(
          new Actor(
              PersonId.random(),
              OrganisationId.random(),
              Set.of(Role.OPERATOR),
              "s",
              null,
              "192.0.2.7"),
          camera,
          Use.LIVE,
          IncidentId.random(),
          now);

  @Test
  void aViewIsClosedOnceHoweverOftenItIsAskedFor() {
    var view = UUID.randomUUID();
    var grounds = at(now);
    grounds.admitted(view, permit);

    grounds.closed(view, permit, 1500, 42, "VIEWER_LEFT");
    grounds.closed(view, permit, 1500, 42, "VIEWER_LEFT");

    assertThat(closings()).containsExactly("VIEWER_LEFT 1500 42");
  }

  @Test
  void aViewWhoseProgramDiedIsClosedByTheNextOneWithWhatIsKnown() {
    var view = UUID.randomUUID();
    at(now.minusSeconds(600)).admitted(view, permit);
    at(now.minusSeconds(590)).goesOn(view, 7_000);

    at(now).closeOrphans();
    at(now).closeOrphans();
    // The one that was taken for dead was only slow: nothing more is written.
    at(now).closed(view, permit, 600_000, 9_000, "VIEWER_LEFT");

    assertThat(closings()).containsExactly("PROGRAM_DIED 10000 7000");
  }

  @Test
  void aViewThatGoesOnIsLeftAlone() {
    var view = UUID.randomUUID();
    at(now.minusSeconds(600)).admitted(view, permit);
    at(now.minusSeconds(20)).goesOn(view, 7_000);

    at(now).closeOrphans();

    assertThat(closings()).isEmpty();
  }

  private AuditedGrounds at(Instant instant) {
    return new AuditedGrounds(access, rows, log, transaction, Clock.fixed(instant, ZoneOffset.UTC));
  }

  private java.util.List<String> closings() {
    return trail.ofCamera(camera.toString(), Long.MAX_VALUE, 10).stream()
        .filter(entry -> entry.event().equals("camera.live.close"))
        .map(entry ->
            "%s %s %s"
                .formatted(
                    entry.plain().get("reason"),
                    entry.plain().get("dur_ms"),
                    entry.plain().get("bytes")))
        .toList();
  }
}
