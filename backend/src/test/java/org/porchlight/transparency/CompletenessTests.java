package org.porchlight.transparency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mockito.AdditionalAnswers;
import org.mockito.Mockito;
import org.porchlight.access.Access;
import org.porchlight.access.AccessForTests;
import org.porchlight.access.Decision.Allowed;
import org.porchlight.access.EndReason;
import org.porchlight.access.Look;
import org.porchlight.access.Looks;
import org.porchlight.access.LooksForTests;
import org.porchlight.access.LooksUnderWay;
import org.porchlight.access.Permit;
import org.porchlight.access.Use;
import org.porchlight.audit.AuditEvent;
import org.porchlight.audit.AuditLog;
import org.porchlight.audit.AuditTrail;
import org.porchlight.audit.Outcome;
import org.porchlight.audit.PermitEntry;
import org.porchlight.audit.RecordedForTests;
import org.porchlight.consent.Level;
import org.porchlight.consent.Sharing;
import org.porchlight.identity.Actor;
import org.porchlight.identity.OrganisationId;
import org.porchlight.identity.PresentForTests;
import org.porchlight.identity.Role;
import org.porchlight.kernel.ServedBook;
import org.porchlight.kernel.ServedTally;
import org.porchlight.registry.CameraId;
import org.porchlight.testing.Town;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.transaction.support.TransactionTemplate;

/// Whatever leaves the house is in the log; where it is not, the check says so.
@SpringBootTest
class CompletenessTests {

  static final List<Use> USES = List.of(Use.LIVE, Use.SNAPSHOT, Use.CLIP);

  @Autowired BeanFactory beans;
  @Autowired Looks looks;
  @Autowired AuditTrail trail;
  @Autowired AuditLog log;
  @Autowired LooksUnderWay underWay;
  @Autowired JdbcChecks checks;
  @Autowired Sharing sharing;
  @Autowired TransactionTemplate transaction;
  @Autowired List<ServedBook> books;

  @Autowired
  @Qualifier("feedsServed")
  ServedBook liveBook;

  final PresentForTests present = new PresentForTests();
  final Actor auditor = Town.actor(OrganisationId.random(), null, Role.AUDITOR);
  Access access;
  Town town;
  Actor operator;
  CameraId camera;

  @BeforeEach
  void aCameraThatIsSharedAlways() {
    town = new Town(beans);
    access = AccessForTests.of(beans, present);
    operator = town.person(Role.OPERATOR);
    camera = town.proved(town.owner(), town.center, Level.ALWAYS);
  }

  @Test
  void manyUsesWithEveryKindOfEndLeaveNothingUnaccountedFor() {
    var random = new Random(20_261_123);
    var tally = new ServedTally(liveBook, Clock.systemUTC());
    for (int i = 0; i < 300; i++) {
      // Each program keeps its own journal; one that is killed never writes the rest of it.
      var killed = random.nextInt(5) == 0;
      var journal = killed ? new ServedTally(liveBook, Clock.systemUTC()) : tally;
      var permit = permit(USES.get(random.nextInt(USES.size())));
      var bytes = 1_000 + random.nextInt(3_000_000);
      gave(journal, permit, bytes / 2);
      if (killed) {
        journal.writeAll();
        gave(journal, permit, bytes / 2);
      }
      if (permit.use() == Use.LIVE) {
        end(permit, bytes, killed, random.nextInt(4));
      } else if (!killed) {
        gave(journal, permit, bytes / 2);
      }
    }
    tally.writeAll();
    LooksForTests.closeOrphans(beans);

    var check = later(trail).check(auditor, Duration.ofHours(1));

    assertThat(mine(check)).isEmpty();
    assertThat(check.permits()).isGreaterThanOrEqualTo(300);
  }

  private void end(Permit permit, long bytes, boolean killed, int how) {
    if (killed) {
      LooksForTests.died(beans, permit, bytes / 4);
      return;
    }
    var opened = new Look[1];
    looks.open(
        permit,
        look -> {
          opened[0] = look;
          return _ -> {};
        });
    opened[0].gave(bytes);
    switch (how) {
      case 0 -> opened[0].end(new EndReason.ViewerLeft());
      case 1 -> opened[0].end(new EndReason.Idle());
      case 2 -> opened[0].end(new EndReason.Shutdown());
      default -> {
        // Still open: it needs no close yet.
      }
    }
  }

  @Test
  void aLedgerRowThatIsGoneIsFound() {
    var permit = permit(Use.LIVE);
    gave(permit, 5_000);
    assertThat(mine(later(trail).check(auditor, Duration.ofHours(1))))
        .map(Finding::kind)
        .containsExactly(Finding.Kind.NO_CLOSE);

    access.close(permit, 10, 5_000, "VIEWER_LEFT");
    assertThat(mine(later(trail).check(auditor, Duration.ofHours(1)))).isEmpty();

    for (var dropped : List.of("camera.live.open", "camera.live.close")) {
      var check = later(without(permit, dropped)).check(auditor, Duration.ofHours(1));
      assertThat(mine(check))
          .singleElement()
          .satisfies(finding -> {
            assertThat(finding.permit()).isEqualTo(permit.id());
            assertThat(finding.bytes()).isEqualTo(5_000);
            assertThat(finding.kind())
                .isEqualTo(
                    dropped.endsWith("open") ? Finding.Kind.NO_ENTRY : Finding.Kind.NO_CLOSE);
          });
      assertThat(check.isComplete()).isFalse();
    }
  }

  @Test
  void aDecisionThatForgotToWriteItsEntryIsFound() {
    var forgetful = mock(AuditLog.class);
    given(forgetful.append(Mockito.any())).willAnswer(_ -> RecordedForTests.of(camera.toString()));
    var silent = AccessForTests.of(beans, present, forgetful);
    var permit =
        ((Allowed) silent.ask(operator, camera, Use.SNAPSHOT, "INV-ROBBERY", null)).permit();
    gave(permit, 40_000);

    assertThat(mine(later(trail).check(auditor, Duration.ofHours(1))))
        .map(Finding::kind)
        .containsExactly(Finding.Kind.NO_ENTRY);
  }

  @Test
  void bytesWithoutAPermitAreFound() {
    var tally = new ServedTally(liveBook, Clock.systemUTC());
    tally.gave(UUID.randomUUID(), camera.value(), "LIVE", 1);
    tally.writeAll();

    assertThat(mine(later(trail).check(auditor, Duration.ofHours(1))))
        .singleElement()
        .extracting(Finding::kind, Finding::bytes)
        .containsExactly(Finding.Kind.NO_ENTRY, 1L);
  }

  @Test
  void aPermitThatWasUsedForAnotherCameraOrAnotherUseIsFound() {
    var tally = new ServedTally(liveBook, Clock.systemUTC());
    var snapshot = permit(Use.SNAPSHOT);
    tally.gave(snapshot.id(), camera.value(), "LIVE", 9);
    var other = town.proved(town.owner(), town.center.walk(900, 90), Level.ALWAYS);
    var elsewhere =
        ((Allowed) access.ask(operator, other, Use.SNAPSHOT, "INV-ROBBERY", null)).permit();
    tally.gave(elsewhere.id(), camera.value(), "SNAPSHOT", 9);
    tally.writeAll();

    assertThat(mine(later(trail).check(auditor, Duration.ofHours(1))))
        .map(Finding::kind)
        .containsExactlyInAnyOrder(Finding.Kind.NO_ENTRY, Finding.Kind.OTHER_CAMERA);
  }

  @Test
  void moreThanTheLedgerSaysIsFound() {
    var permit = permit(Use.LIVE);
    gave(permit, 5_000 + Completeness.SLACK);
    access.close(permit, 10, 4_000, "VIEWER_LEFT");

    assertThat(mine(later(trail).check(auditor, Duration.ofHours(1))))
        .map(Finding::kind)
        .containsExactly(Finding.Kind.MORE_THAN_SAID);
  }

  @Test
  void aNightIsCheckedOnceAndTheResultIsInTheLogAndInTheList() {
    gave(permit(Use.CLIP), 12);
    var night = LocalDate.of(2031, 5, new Random().nextInt(1, 29));

    var first = later(trail).night(night);

    assertThat(first).isPresent();
    assertThat(later(trail).night(night)).isEmpty();
    assertThat(later(trail).newest(auditor, 5))
        .anyMatch(check -> check.id().equals(first.orElseThrow().id()));
    var reading = transaction.execute(_ -> log.append(AuditEvent.of("test.reading", Outcome.DONE)));
    assertThat(trail.page(reading, "audit.completeness", Long.MAX_VALUE, 5))
        .anyMatch(
            entry -> first.orElseThrow().until().toString().equals(entry.plain().get("until")));
  }

  @Test
  void onlyAuditorsSeeWhatCameOfIt() {
    for (var other : List.of(operator, town.owner(), town.person(Role.ADMINISTRATOR))) {
      assertThatThrownBy(() -> later(trail).check(other, Duration.ofDays(1)))
          .isInstanceOf(AuditorsOnly.class);
      assertThatThrownBy(() -> later(trail).newest(other, 1)).isInstanceOf(AuditorsOnly.class);
    }
  }

  @Test
  void whatCannotBeWrittenNowIsWrittenLater() {
    var rows = new ArrayList<ServedBook.Row>();
    var away = new AtomicBoolean(true);
    var tally =
        new ServedTally(
            new ServedBook() {
              @Override
              public void write(List<Row> more) {
                if (away.get()) {
                  throw new IllegalStateException("no database");
                }
                rows.addAll(more);
              }

              @Override
              public List<Row> sums(Instant from, Instant to, UUID after, int limit) {
                return List.of();
              }
            },
            Clock.systemUTC());
    var permit = UUID.randomUUID();
    tally.gave(permit, camera.value(), "LIVE", 5);
    tally.writeAll();
    tally.gave(permit, camera.value(), "LIVE", 6);
    away.set(false);
    tally.writeAll();
    tally.writeAll();

    assertThat(rows).singleElement().extracting(ServedBook.Row::bytes).isEqualTo(11L);
  }

  private Permit permit(Use use) {
    return ((Allowed) access.ask(operator, camera, use, "INV-ROBBERY", null)).permit();
  }

  private void gave(Permit permit, long bytes) {
    var tally = new ServedTally(liveBook, Clock.systemUTC());
    gave(tally, permit, bytes);
    tally.writeAll();
  }

  private static void gave(ServedTally tally, Permit permit, long bytes) {
    tally.gave(permit.id(), permit.camera().value(), permit.use().name(), bytes);
  }

  /// The check as it is ten minutes from now, when what has ended must have been closed.
  private Completeness later(AuditTrail read) {
    return new Completeness(
        books,
        List.of(),
        read,
        log,
        underWay,
        checks,
        present,
        sharing,
        transaction,
        Clock.offset(Clock.systemUTC(), Duration.ofMinutes(10)));
  }

  /// The log, had somebody taken this entry out.
  private AuditTrail without(Permit permit, String event) {
    var trailWithout = mock(AuditTrail.class, AdditionalAnswers.delegatesTo(trail));
    Mockito.doAnswer(asked ->
            trail.ofPermits(asked.<Collection<String>>getArgument(0)).stream()
                .filter(entry -> !isThat(entry, permit, event))
                .toList())
        .when(trailWithout)
        .ofPermits(Mockito.<Collection<String>>any());
    return trailWithout;
  }

  private static boolean isThat(PermitEntry entry, Permit permit, String event) {
    return entry.permit().equals(permit.id().toString()) && entry.event().equals(event);
  }

  /// Other tests leave traces in the same database.
  private List<Finding> mine(CompletenessCheck check) {
    return check.findings().stream()
        .filter(finding -> finding.camera().equals(camera.value()))
        .toList();
  }
}
