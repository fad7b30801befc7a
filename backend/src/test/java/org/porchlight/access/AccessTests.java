package org.porchlight.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.porchlight.access.Decision.Allowed;
import org.porchlight.access.Decision.Denied;
import org.porchlight.audit.AuditLog;
import org.porchlight.consent.CameraRegistration;
import org.porchlight.consent.Level;
import org.porchlight.consent.Sharing;
import org.porchlight.consent.Terms;
import org.porchlight.identity.Actor;
import org.porchlight.identity.PresentForTests;
import org.porchlight.identity.Role;
import org.porchlight.incidents.DeskAnswer;
import org.porchlight.incidents.Incident;
import org.porchlight.incidents.IncidentDesk;
import org.porchlight.incidents.IncidentId;
import org.porchlight.incidents.Incidents;
import org.porchlight.incidents.NewIncident;
import org.porchlight.kernel.Place;
import org.porchlight.registry.AddressProof;
import org.porchlight.registry.Camera;
import org.porchlight.registry.CameraId;
import org.porchlight.registry.NewCamera;
import org.porchlight.registry.OwnerCameras;
import org.porchlight.registry.Ownership;
import org.porchlight.registry.PoliceRegistry;
import org.porchlight.registry.RegistrationAnswer.Registered;
import org.porchlight.testing.Town;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@SpringBootTest
class AccessTests {

  @Autowired BeanFactory beans;
  @Autowired PoliceRegistry cameras;
  @Autowired OwnerCameras ownerCameras;
  @Autowired AddressProof proof;
  @Autowired Sharing sharing;
  @Autowired Incidents incidents;
  @Autowired IncidentDesk desk;
  @Autowired JdbcBesides besides;
  @Autowired AuditLog log;
  @Autowired TransactionOperations transaction;
  @Autowired JdbcClient jdbc;
  @Autowired JsonMapper json;

  final PresentForTests present = new PresentForTests();
  final Clock clock = Clock.systemUTC();

  Access access;
  CamerasNear near;
  Town town;
  Actor owner;
  Actor operator;
  Actor supervisor;
  CameraId camera;
  Incident incident;

  @BeforeEach
  void openIncidentNearACamera() {
    access = accessAt(Duration.ZERO, log);
    near =
        new CamerasNear(
            present,
            cameras,
            sharing,
            incidents,
            besides,
            beans.getBean(ListedCameras.class),
            beans.getBean(LookPace.class),
            new AccessSettings(1600, 500, 300),
            log,
            transaction,
            clock);
    town = new Town(beans);
    owner = town.owner();
    operator = town.person(Role.OPERATOR);
    supervisor = town.person(Role.SUPERVISOR);
    camera = town.proved(owner, town.center, Level.DURING_INCIDENTS);
    incident = opened(supervisor, town.center.walk(150, 20), 1);
  }

  @Test
  void openIncidentNearByIsAGroundAndTheLogSaysSo() {
    var allowed = (Allowed) access.ask(operator, camera, Use.LIVE, "INV-ROBBERY", incident.id());

    var permit = allowed.permit();
    assertThat(permit.ground()).isEqualTo(new Ground.OpenIncident(incident.id()));
    assertThat(permit.camera()).isEqualTo(camera);
    assertThat(permit.who()).isEqualTo(operator);
    assertThat(permit.use()).isEqualTo(Use.LIVE);
    assertThat(permit.purpose()).isEqualTo(Purpose.INV_ROBBERY);
    assertThat(permit.incident()).contains(incident.id());
    assertThat(permit.consentVersion()).contains(1);
    assertThat(allowed.recorded().camera()).contains(camera.toString());
    var leaf = leaf(allowed.recorded().entry());
    assertThat(leaf.path("ev").asString()).isEqualTo("camera.live.open");
    assertThat(leaf.path("out").asString()).isEqualTo("ALLOW");
    assertThat(leaf.path("pur").asString()).isEqualTo("INV-ROBBERY");
    assertThat(leaf.path("basis").asString()).isEqualTo("CONSENT:v1");
    assertThat(leaf.path("mfa_age_s").asInt()).isBetween(0, 60);
    assertThat(leaf.toString())
        .doesNotContain(
            incident.number(),
            incident.id().toString(),
            operator.person().toString(),
            operator.source());
    assertThat(openings(allowed.recorded().entry()))
        .containsEntry("act", operator.person().toString())
        .containsEntry("org", town.agency.toString())
        .containsEntry("inc", incident.id().toString())
        .containsEntry("case", incident.number())
        .containsEntry("permit", permit.id().toString())
        .containsEntry("src", operator.source());
  }

  @Test
  void refusalIsInTheLogOfTheCameraWithItsReason() {
    var far = opened(supervisor, town.center.walk(501, 20), 1);

    var denied = (Denied) access.ask(operator, camera, Use.CLIP, "INV-ROBBERY", far.id());

    assertThat(denied.reason()).isEqualTo(Reason.INCIDENT_TOO_FAR);
    assertThat(denied.recorded().camera()).contains(camera.toString());
    var leaf = leaf(denied.recorded().entry());
    assertThat(leaf.path("ev").asString()).isEqualTo("camera.clip.save");
    assertThat(leaf.path("out").asString()).isEqualTo("DENY");
    assertThat(leaf.path("reason").asString()).isEqualTo("INCIDENT_TOO_FAR");
  }

  @Test
  void unknownPurposeIsRefusedAndLoggedWithoutItsText() {
    for (var purpose : List.of("CURIOSITY", "", "inv-robbery", "INV-LEASE-ENFORCEMENT")) {
      var denied = (Denied) access.ask(operator, camera, Use.LIVE, purpose, incident.id());

      assertThat(denied.reason()).isEqualTo(Reason.PURPOSE_UNKNOWN);
      assertThat(leaf(denied.recorded().entry()).has("pur")).isFalse();
    }
  }

  @Test
  void unprovedAndUnknownCamerasLookTheSame() {
    var unproved = town.unproved(owner, town.center.walk(60, 0), Level.ALWAYS).camera();

    assertThat(reason(access.ask(operator, unproved, Use.LIVE, "INV-ROBBERY", incident.id())))
        .isEqualTo(Reason.CAMERA_UNKNOWN);
    assertThat(
            reason(access.ask(operator, CameraId.random(), Use.LIVE, "INV-ROBBERY", incident.id())))
        .isEqualTo(Reason.CAMERA_UNKNOWN);
  }

  @Test
  void withoutAnAuditRowThereIsNoPermit() {
    AuditLog broken =
        _ -> {
          throw new DataAccessResourceFailureException("disk full");
        };

    assertThatThrownBy(() ->
            accessAt(Duration.ZERO, broken)
                .ask(operator, camera, Use.LIVE, "INV-ROBBERY", incident.id()))
        .isInstanceOf(DataAccessResourceFailureException.class);
  }

  @Test
  void insideATransactionNothingIsGranted() {
    assertThatThrownBy(() ->
            transaction.execute(
                _ -> access.ask(operator, camera, Use.LIVE, "INV-ROBBERY", incident.id())))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void permitHoldsUntilTheOwnerSwitchesOff() {
    var permit = permit(camera, incident.id());
    assertThat(access.judge(permit)).isEqualTo(new Standing.Holds());

    sharing.off(owner, camera);
    assertThat(access.judge(permit)).isEqualTo(new Standing.Ended(Reason.SWITCHED_OFF));

    sharing.on(owner, camera);
    assertThat(access.judge(permit)).isEqualTo(new Standing.Holds());
  }

  @Test
  void permitEndsWithTheIncident() {
    var permit = permit(camera, incident.id());

    desk.close(supervisor, incident.id());

    assertThat(access.judge(permit)).isEqualTo(new Standing.Ended(Reason.INCIDENT_CLOSED));
  }

  @Test
  void permitEndsWithConsentProofRoleAndPerson() {
    var permit = permit(camera, incident.id());
    sharing.give(owner, camera, Terms.usual(Level.ON_REQUEST, "en"));
    assertThat(access.judge(permit)).isEqualTo(new Standing.Ended(Reason.ON_REQUEST_ONLY));

    sharing.give(owner, camera, Terms.usual(Level.ALWAYS, "en"));
    assertThat(access.judge(permit)).isEqualTo(new Standing.Ended(Reason.GROUND_CHANGED));

    sharing.give(owner, camera, Terms.usual(Level.DURING_INCIDENTS, "en"));
    assertThat(access.judge(permit)).isEqualTo(new Standing.Holds());

    present.everybodyIs(Role.ANALYST);
    assertThat(access.judge(permit)).isEqualTo(new Standing.Ended(Reason.ROLE_MAY_NOT_VIEW));
    present.everybodyIs(Role.OPERATOR);

    proof.end(owner, ownerCameras.find(owner, camera).orElseThrow().site());
    assertThat(access.judge(permit)).isEqualTo(new Standing.Ended(Reason.CAMERA_UNKNOWN));

    present.sendAway(operator);
    assertThat(access.judge(permit)).isEqualTo(new Standing.Ended(Reason.PERSON_NOT_PRESENT));
  }

  @Test
  void permitEndsWhenTheOwnerDeletesTheCamera() {
    var permit = permit(camera, incident.id());

    ownerCameras.delete(owner, camera);

    assertThat(access.judge(permit)).isEqualTo(new Standing.Ended(Reason.CAMERA_UNKNOWN));
  }

  @Test
  void operatorsOwnIncidentOpensForFifteenMinutesUnlessConfirmed() {
    var own = opened(operator, town.center, 1);
    var permit = permit(camera, own.id());
    assertThat(accessAt(Duration.ofMinutes(14), log).judge(permit)).isEqualTo(new Standing.Holds());
    assertThat(accessAt(Duration.ofMinutes(16), log).judge(permit))
        .isEqualTo(new Standing.Ended(Reason.INCIDENT_NOT_CONFIRMED));

    desk.confirm(supervisor, own.id());

    assertThat(accessAt(Duration.ofMinutes(16), log).judge(permit)).isEqualTo(new Standing.Holds());
  }

  @Test
  void secondFactorGrowsTooOldDuringAView() {
    var permit = permit(camera, incident.id());

    assertThat(accessAt(Duration.ofHours(12).plusMinutes(1), log).judge(permit))
        .isEqualTo(new Standing.Ended(Reason.SECOND_FACTOR_TOO_OLD));
  }

  @Test
  void whatCannotBeReadIsNo() {
    var permit = permit(camera, incident.id());
    PoliceRegistry broken = null;

    var blind = new Access(present, broken, sharing, incidents, besides, log, transaction, clock);

    assertThat(blind.judge(permit)).isEqualTo(new Standing.Ended(Reason.CANNOT_JUDGE));
  }

  @Test
  void clipOfAnIncidentIsPlayedAfterItWasClosedAndTheCameraIsGone() {
    desk.close(supervisor, incident.id());
    ownerCameras.delete(owner, camera);

    var allowed =
        (Allowed) access.ask(operator, camera, Use.PLAYBACK, "INV-ROBBERY", incident.id());

    assertThat(allowed.permit().ground()).isEqualTo(new Ground.Evidence(incident.id()));
    assertThat(leaf(allowed.recorded().entry()).path("basis").asString()).isEqualTo("EVIDENCE");
    var other = new Town(beans).person(Role.OPERATOR);
    assertThat(reason(access.ask(other, camera, Use.PLAYBACK, "INV-ROBBERY", incident.id())))
        .isEqualTo(Reason.INCIDENT_UNKNOWN);
  }

  @Test
  void closingAViewIsRecordedWithItsLengthAndSize() {
    var permit = permit(camera, incident.id());

    access.close(permit, 4_200, 1_234_567, "VIEWER_LEFT");

    var entry =
        jdbc.sql(
                """
                SELECT max(entry) FROM audit.opening WHERE field = 'permit' AND value = :permit
                """)
            .param("permit", permit.id().toString())
            .query(Long.class)
            .single();
    var leaf = leaf(entry);
    assertThat(leaf.path("ev").asString()).isEqualTo("camera.live.close");
    assertThat(leaf.path("dur_ms").asLong()).isEqualTo(4_200);
    assertThat(leaf.path("bytes").asLong()).isEqualTo(1_234_567);
    assertThat(leaf.path("reason").asString()).isEqualTo("VIEWER_LEFT");
    assertThat(openings(entry)).containsEntry("case", incident.number());
  }

  @Test
  void camerasNearAnIncidentAreShownWithWhatMayBeDone() {
    var always = town.proved(town.owner(), town.center.walk(300, 0), Level.ALWAYS);
    var asked = town.proved(town.owner(), town.center.walk(600, 0), Level.ON_REQUEST);
    var far = town.proved(town.owner(), town.center.walk(1_000, 0), Level.DURING_INCIDENTS);
    var outside = town.proved(town.owner(), town.center.walk(2_000, 0), Level.ALWAYS);
    town.unproved(town.owner(), town.center.walk(100, 90), Level.ALWAYS);

    var found = look(operator, incident.id());

    assertThat(found)
        .extracting(line -> line.camera().id())
        .containsExactlyInAnyOrder(camera, always, asked, far)
        .doesNotContain(outside);
    assertThat(found).isSortedAccordingTo((a, b) -> Double.compare(a.metres(), b.metres()));
    assertThat(verdicts(found))
        .containsEntry(camera, new Verdict.MayOpen(new Ground.OpenIncident(incident.id())))
        .containsEntry(always, new Verdict.MayOpen(new Ground.StandingConsent()))
        .containsEntry(asked, new Verdict.MayNot(Reason.ON_REQUEST_ONLY))
        .containsEntry(far, new Verdict.MayNot(Reason.INCIDENT_TOO_FAR));
  }

  @Test
  void mapShowsTheAgencysOwnCamerasAndNeverAnOwners() {
    var typed = Town.camera(town.center.walk(80, 0));
    var pole =
        new NewCamera(
            null,
            "1 Harbor Boulevard",
            typed.place(),
            typed.relation(),
            typed.sees(),
            typed.overwriteDays(),
            "Pole 1",
            null,
            Ownership.POLICE,
            null);
    var registered =
        (Registered)
            beans
                .getBean(CameraRegistration.class)
                .register(town.person(Role.ADMINISTRATOR), pole, Terms.usual(Level.ALWAYS, "en"));
    var own = new AgencyCameras(present, cameras, clock);
    assertThat(own.of(operator)).as("not proved yet").isEmpty();
    proof.byStaff(town.person(Role.ADMINISTRATOR), registered.site(), "P-" + registered.site());

    assertThat(own.of(operator)).extracting(Camera::id).containsExactly(registered.camera());
    assertThat(own.of(new Town(beans).person(Role.OPERATOR))).isEmpty();
    for (var role : List.of(Role.ANALYST, Role.AUDITOR, Role.ADMINISTRATOR, Role.OWNER)) {
      assertThat(own.of(town.person(role))).isEmpty();
    }
  }

  @Test
  void nobodyLooksAroundWithoutAnOpenIncidentOfTheirAgency() {
    for (var role :
        List.of(Role.ANALYST, Role.AUDITOR, Role.ADMINISTRATOR, Role.OWNER, Role.MACHINE)) {
      assertThat(look(town.person(role), incident.id())).isEmpty();
    }
    assertThat(look(new Town(beans).person(Role.OPERATOR), incident.id())).isEmpty();
    assertThat(look(operator, IncidentId.random())).isEmpty();
    assertThat(look(operator, incident.id())).isNotEmpty();

    desk.close(supervisor, incident.id());
    assertThat(look(operator, incident.id())).isEmpty();
  }

  @Test
  void lookingAroundIsLoggedWithTheNumberOfCamerasOrTheReason() {
    look(operator, incident.id());
    look(town.person(Role.ANALYST), incident.id());

    var lines =
        jdbc.sql(
                """
                SELECT convert_from(leaf, 'UTF8') FROM audit.entry
                 WHERE event = 'registry.lookup' ORDER BY entry DESC LIMIT 2
                """)
            .query(String.class)
            .list();
    assertThat(lines.getLast()).contains("\"n\":1", "\"out\":\"ALLOW\"");
    assertThat(lines.getFirst()).contains("ROLE_MAY_NOT_VIEW", "\"out\":\"DENY\"");
  }

  @Test
  void operatorsOwnIncidentShowsFiveHundredMetersUntilASecondPersonConfirmsIt() {
    var far = town.proved(town.owner(), town.center.walk(900, 180), Level.DURING_INCIDENTS);
    var own = opened(operator, town.center, 1);
    assertThat(look(operator, own.id()))
        .extracting(line -> line.camera().id())
        .contains(camera)
        .doesNotContain(far);

    desk.confirm(supervisor, own.id());

    assertThat(look(operator, own.id())).extracting(line -> line.camera().id()).contains(far);
  }

  @Test
  void ownerReadsOnceForEachIncidentThatTheCameraWasListed() {
    look(operator, incident.id());
    look(operator, incident.id());
    look(town.person(Role.OFFICER), incident.id());
    near.again(operator, incident.id());

    assertThat(listings(camera)).hasSize(1);
    var entry = listings(camera).getFirst();
    assertThat(leaf(entry).path("cam_seq").asLong()).isPositive();
    assertThat(leaf(entry).toString()).doesNotContain(incident.number(), camera.toString());
    assertThat(openings(entry))
        .containsEntry("act", operator.person().toString())
        .containsEntry("org", town.agency.toString())
        .containsEntry("inc", incident.id().toString())
        .containsEntry("case", incident.number());

    look(operator, opened(supervisor, town.center, 1).id());
    assertThat(listings(camera)).hasSize(2);
  }

  @Test
  void pageThatDrawsTheSameListAgainIsLoggedOnceUntilThereIsAnotherCamera() {
    look(operator, incident.id());
    near.again(operator, incident.id());
    near.again(operator, incident.id());
    assertThat(lookups(operator)).isEqualTo(1);

    var another = town.proved(town.owner(), town.center.walk(60, 270), Level.DURING_INCIDENTS);
    near.again(operator, incident.id());
    assertThat(lookups(operator)).isEqualTo(2);
    assertThat(listings(another)).hasSize(1);

    // Nobody draws again what was never shown to them.
    var colleague = town.person(Role.OPERATOR);
    near.again(colleague, incident.id());
    assertThat(lookups(colleague)).isEqualTo(1);
  }

  @Test
  void manyCamerasAreListedWithOneNumberedEntryEach() {
    var many =
        IntStream.range(0, 120)
            .mapToObj(n ->
                town.proved(
                    town.owner(), town.center.walk(30 + 10 * n, 7 * n), Level.DURING_INCIDENTS))
            .toList();

    assertThat(look(operator, incident.id())).hasSize(121);

    assertThat(many).allSatisfy(one -> assertThat(listings(one)).hasSize(1));
  }

  @Test
  void camerasOfAnotherAgencyDoNotPushOursOutOfTheList() {
    var close =
        new CamerasNear(
            present,
            cameras,
            sharing,
            incidents,
            besides,
            beans.getBean(ListedCameras.class),
            beans.getBean(LookPace.class),
            new AccessSettings(1600, 500, 3),
            log,
            transaction,
            clock);
    for (int i = 0; i < 5; i++) {
      var theirs = town.proved(town.owner(), incident.place().walk(10 * i, 45), Level.ALWAYS);
      jdbc.sql("UPDATE registry.camera SET agency_id = gen_random_uuid() WHERE id = :id")
          .param("id", theirs.value())
          .update();
    }

    assertThat(((Around.Seen) close.around(operator, incident.id())).cameras())
        .extracting(line -> line.camera().id())
        .containsExactly(camera);
  }

  @Test
  void insideATransactionNobodyLooksAround() {
    assertThatThrownBy(() -> transaction.execute(_ -> look(operator, incident.id())))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void whoeverGoesThroughIncidentsIsStopped() {
    for (int i = 0; i < 20; i++) {
      assertThat(near.around(operator, IncidentId.random())).isInstanceOf(Around.Refused.class);
    }
    assertThat(near.around(operator, incident.id())).isInstanceOf(Around.TooFast.class);
    assertThat(listings(camera)).isEmpty();
  }

  /// The entries that say that a camera was listed.
  List<Long> listings(CameraId of) {
    return jdbc.sql(
            """
            SELECT e.entry FROM audit.entry e JOIN audit.line l ON l.line = e.line
             WHERE e.event = 'camera.listed' AND l.camera = :camera
             ORDER BY e.entry
            """)
        .param("camera", of.toString())
        .query(Long.class)
        .list();
  }

  int lookups(Actor by) {
    return jdbc.sql(
            """
            SELECT count(*) FROM audit.entry e JOIN audit.opening o ON o.entry = e.entry
             WHERE e.event = 'registry.lookup' AND o.field = 'act' AND o.value = :person
            """)
        .param("person", by.person().toString())
        .query(Integer.class)
        .single();
  }

  Access accessAt(Duration fromNow, AuditLog logs) {
    return new Access(
        present,
        cameras,
        sharing,
        incidents,
        besides,
        logs,
        transaction,
        Clock.offset(clock, fromNow));
  }

  List<CameraNear> look(Actor who, IncidentId at) {
    return switch (near.around(who, at)) {
      case Around.Seen(var found) -> found;
      case Around.Refused _, Around.TooFast _ -> List.of();
    };
  }

  Permit permit(CameraId id, IncidentId ground) {
    return ((Allowed) access.ask(operator, id, Use.LIVE, "INV-ROBBERY", ground)).permit();
  }

  Incident opened(Actor who, Place place, int priority) {
    var typed = new NewIncident(null, "Robbery", priority, place, "");
    return ((DeskAnswer.Done) desk.openByHand(who, typed)).incident();
  }

  JsonNode leaf(long entry) {
    return json.readTree(
        jdbc.sql("SELECT convert_from(leaf, 'UTF8') FROM audit.entry WHERE entry = :entry")
            .param("entry", entry)
            .query(String.class)
            .single());
  }

  Map<String, String> openings(long entry) {
    return jdbc
        .sql("SELECT field, value FROM audit.opening WHERE entry = :entry")
        .param("entry", entry)
        .query((row, _) -> Map.entry(row.getString("field"), row.getString("value")))
        .list()
        .stream()
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  static Map<CameraId, Verdict> verdicts(List<CameraNear> found) {
    return found.stream()
        .collect(Collectors.toMap(line -> line.camera().id(), CameraNear::verdict));
  }

  static Reason reason(Decision decision) {
    return ((Denied) decision).reason();
  }
}
