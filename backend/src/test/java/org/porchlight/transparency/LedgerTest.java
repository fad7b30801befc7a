package org.porchlight.transparency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.BDDMockito.given;
import static org.mockito.BDDMockito.then;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.porchlight.audit.AuditLog;
import org.porchlight.audit.AuditTrail;
import org.porchlight.audit.NumberedLeaf;
import org.porchlight.audit.OpenedEntry;
import org.porchlight.audit.Outcome;
import org.porchlight.audit.PermitEntry;
import org.porchlight.audit.RecordedAccess;
import org.porchlight.audit.RecordedForTests;
import org.porchlight.identity.Actor;
import org.porchlight.identity.EmailAddress;
import org.porchlight.identity.Organisation;
import org.porchlight.identity.OrganisationId;
import org.porchlight.identity.OrganisationKind;
import org.porchlight.identity.Organisations;
import org.porchlight.identity.People;
import org.porchlight.identity.Person;
import org.porchlight.identity.PersonId;
import org.porchlight.identity.Present;
import org.porchlight.identity.Role;
import org.porchlight.registry.Camera;
import org.porchlight.registry.CameraId;
import org.porchlight.registry.OwnerCameras;

class LedgerTest {

  static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");
  static final CameraId CAMERA = CameraId.random();
  static final Actor OWNER = actor(Role.OWNER);
  static final Actor OPERATOR = actor(Role.OPERATOR);
  static final Actor AUDITOR = actor(Role.AUDITOR);

  final Trail trail = new Trail();
  final AuditLog log = mock();
  final OwnerCameras cameras = mock();
  final Present present = mock();
  final People people = mock();
  final Organisations organisations = mock();
  final Ledger ledger = new Ledger(trail, log, cameras, present, people, organisations);

  static Actor actor(Role role) {
    return new Actor(
        PersonId.random(), OrganisationId.random(), Set.of(role), "s", null, "192.0.2.1");
  }

  @BeforeEach
  void knowPeople() {
    given(cameras.find(any(), any())).willReturn(Optional.empty());
    given(cameras.find(OWNER, CAMERA)).willReturn(Optional.of(mock(Camera.class)));
    given(present.of(any())).willAnswer(call -> Optional.of(call.getArgument(0)));
    given(log.append(any())).willReturn(RecordedForTests.of(null));
    given(people.find(any())).willReturn(Optional.empty());
    given(organisations.find(any())).willReturn(Optional.empty());
    given(people.find(OPERATOR.person()))
        .willReturn(
            Optional.of(
                new Person(
                    OPERATOR.person(),
                    new EmailAddress("dana@example.org"),
                    "Dana Reyes",
                    OPERATOR.organisation(),
                    Set.of(Role.OPERATOR, Role.OFFICER),
                    true,
                    true,
                    false,
                    false,
                    "en")));
    given(organisations.find(OPERATOR.organisation()))
        .willReturn(
            Optional.of(
                new Organisation(OPERATOR.organisation(), "City Police", OrganisationKind.AGENCY)));
  }

  @Test
  void viewAndItsCloseAreOneLine() {
    trail.add(OPERATOR, "camera.live.open", Map.of("permit", "p1", "case", "26-0042"), Map.of());
    trail.add(OWNER, "consent.on", Map.of(), Map.of());
    trail.add(
        OPERATOR,
        "camera.live.close",
        Map.of("permit", "p1"),
        Map.of("dur_ms", 61_000L, "bytes", 9_000L, "reason", "VIEWER_LEFT"));

    var page = ledger.of(OWNER, CAMERA, Ledger.NEWEST, 50);

    assertThat(page.lines()).hasSize(2);
    var view = page.lines().get(1);
    assertThat(view.numbers()).containsExactly(1L, 3L);
    assertThat(view.start()).isEqualTo(NOON.plusSeconds(1));
    assertThat(view.stop()).isEqualTo(NOON.plusSeconds(3));
    assertThat(view.taken()).isEqualTo(new LedgerLine.Taken(61_000L, 9_000L, null));
    assertThat(view.caseNumber()).isEqualTo("26-0042");
    assertThat(view.purpose()).isEqualTo("INV-VEHICLE-THEFT");
    assertThat(view.ground()).isEqualTo("CONSENT:v7");
    assertThat(view.reason()).isEqualTo("VIEWER_LEFT");
    assertThat(page.newest()).isEqualTo(3);
    assertThat(page.before()).isNull();
    assertThat(page.missing()).isEmpty();
  }

  @Test
  void clipFromItsDecisionToItsStorageIsOneLine() {
    trail.add(OPERATOR, "camera.clip.save", Map.of("permit", "p2", "case", "26-0042"), Map.of());
    var cut = Map.of("permit", "p2", "clip", "c1");
    trail.add(OPERATOR, "camera.clip.cut", cut, Map.of("dur_ms", 30_000L, "bytes", 9_000L));
    trail.add(OPERATOR, "camera.clip.stored", cut, Map.of("bytes", 9_000L));

    var line = ledger.of(OWNER, CAMERA, Ledger.NEWEST, 50).lines().getFirst();

    assertThat(line.event()).isEqualTo("camera.clip.save");
    assertThat(line.numbers()).containsExactly(1L, 2L, 3L);
    assertThat(line.taken()).isEqualTo(new LedgerLine.Taken(30_000L, 9_000L, "c1"));
  }

  @Test
  void ownerSeesUnitAndRoleButNoName() {
    trail.add(OPERATOR, "camera.live.open", Map.of("permit", "p1"), Map.of());
    trail.add(OWNER, "consent.off", Map.of(), Map.of());

    var lines = ledger.of(OWNER, CAMERA, Ledger.NEWEST, 50).lines();

    assertThat(lines.get(1).who())
        .isEqualTo(new LedgerLine.Who(false, "City Police", "OPERATOR", null));
    assertThat(lines.get(1).stop()).isNull();
    assertThat(lines.getFirst().who().you()).isTrue();
    then(log).should(never()).append(any());
  }

  @Test
  void auditorSeesTheNameAndIsEnteredInTheLog() {
    trail.add(OPERATOR, "camera.live.open", Map.of("permit", "p1"), Map.of());

    var lines = ledger.of(AUDITOR, CAMERA, Ledger.NEWEST, 50).lines();

    assertThat(lines.getFirst().who().name()).isEqualTo("Dana Reyes");
    then(log).should().append(any());
  }

  @Test
  void nobodyElseSeesTheLedger() {
    for (var other : List.of(OPERATOR, actor(Role.OWNER), actor(Role.ADMINISTRATOR))) {
      assertThatThrownBy(() -> ledger.of(other, CAMERA, Ledger.NEWEST, 50))
          .isInstanceOf(LedgerClosed.class);
    }
  }

  @Test
  void auditorWhoIsOneNoLongerSeesNothing() {
    given(present.of(AUDITOR)).willReturn(Optional.empty());

    assertThatThrownBy(() -> ledger.of(AUDITOR, CAMERA, Ledger.NEWEST, 50))
        .isInstanceOf(LedgerClosed.class);
  }

  @Test
  void everyNumberIsOnExactlyOneLineWhateverThePageSize() {
    for (int i = 0; i < 20; i++) {
      trail.add(OPERATOR, "camera.live.open", Map.of("permit", "p" + i), Map.of());
      if (i >= 3) {
        trail.add(
            OPERATOR, "camera.live.close", Map.of("permit", "p" + (i - 3)), Map.of("dur_ms", 5L));
      }
    }
    for (int size = 1; size <= 40; size++) {
      var numbers = new ArrayList<Long>();
      Long before = Ledger.NEWEST;
      while (before != null) {
        var page = ledger.of(OWNER, CAMERA, before, size);
        page.lines().forEach(line -> numbers.addAll(line.numbers()));
        assertThat(page.missing()).isEmpty();
        assertThat(page.newest()).isEqualTo(37);
        before = page.before();
      }

      numbers.sort(Comparator.naturalOrder());
      assertThat(numbers).hasSize(37).doesNotHaveDuplicates().startsWith(1L).endsWith(37L);
    }
  }

  @Test
  void missingNumbersAreShown() {
    for (int i = 0; i < 6; i++) {
      trail.add(OPERATOR, "camera.live.open", Map.of("permit", "p" + i), Map.of());
    }
    trail.entries.removeIf(entry -> entry.cameraSeq() == 4 || entry.cameraSeq() == 2);

    assertThat(ledger.of(OWNER, CAMERA, Ledger.NEWEST, 50).missing()).containsExactly(4L, 2L);
    assertThat(ledger.of(OWNER, CAMERA, 5, 1).missing()).containsExactly(4L);
  }

  @Test
  void entriesWhoseOpeningsWereErasedAreStillThere() {
    trail.erased("camera.live.open");
    trail.erased("camera.live.close");

    var lines = ledger.of(OWNER, CAMERA, Ledger.NEWEST, 50).lines();

    assertThat(lines).hasSize(2);
    assertThat(lines.getFirst().who()).isEqualTo(new LedgerLine.Who(false, null, null, null));
  }

  @Test
  void ledgerOfAnUnusedCameraIsEmpty() {
    var page = ledger.of(OWNER, CAMERA, Ledger.NEWEST, 50);

    assertThat(page.lines()).isEmpty();
    assertThat(page.newest()).isZero();
    assertThat(page.before()).isNull();
  }

  /// One camera's entries in memory, as the log gives them out.
  static final class Trail implements AuditTrail {

    final List<OpenedEntry> entries = new ArrayList<>();

    void add(Actor who, String event, Map<String, String> more, Map<String, Object> plain) {
      var personal = new HashMap<>(more);
      personal.put("act", who.person().toString());
      personal.put("org", who.organisation().toString());
      add(event, personal, plain);
    }

    void erased(String event) {
      add(event, Map.of(), Map.of());
    }

    private void add(String event, Map<String, String> personal, Map<String, Object> plain) {
      var seq = entries.size() + 1L;
      entries.add(
          new OpenedEntry(
              100 + seq,
              seq,
              NOON.plusSeconds(seq),
              event,
              Outcome.ALLOW,
              "INV-VEHICLE-THEFT",
              "CONSENT:v7",
              seq,
              personal,
              plain));
    }

    @Override
    public List<OpenedEntry> ofCamera(String cameraId, long beforeSeq, int limit) {
      assertThat(UUID.fromString(cameraId)).isEqualTo(CAMERA.value());
      return entries.reversed().stream()
          .filter(entry -> entry.cameraSeq() < beforeSeq)
          .limit(limit)
          .toList();
    }

    @Override
    public List<OpenedEntry> ofPermits(String cameraId, Collection<String> permits) {
      return entries.stream()
          .filter(entry -> permits.contains(entry.personal().get("permit")))
          .toList();
    }

    @Override
    public List<NumberedLeaf> leavesOf(String cameraId, long afterNumber, int limit) {
      throw new AssertionError("a page shows no leaves");
    }

    @Override
    public Map<LocalDate, Integer> days(String cameraId, Instant from, Instant to, ZoneId zone) {
      throw new AssertionError("a page counts no days");
    }

    @Override
    public Optional<Numbers> numbers(String cameraId, Instant from, Instant to) {
      throw new AssertionError("a page begins at its newest");
    }

    @Override
    public List<CameraLine> cameras(int limit) {
      throw new AssertionError("a ledger reads one camera");
    }

    @Override
    public List<PermitEntry> ofPermits(Collection<String> permits) {
      throw new AssertionError("a ledger reads one camera");
    }

    @Override
    public List<OpenedEntry> page(
        RecordedAccess reading, String event, long beforeEntry, int limit) {
      throw new AssertionError("a ledger reads one camera");
    }
  }
}
