package org.porchlight.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.porchlight.access.Decision.Allowed;
import org.porchlight.access.Decision.Denied;
import org.porchlight.alerts.AlertKind;
import org.porchlight.alerts.AlertOverview;
import org.porchlight.alerts.AlertState;
import org.porchlight.audit.AuditLog;
import org.porchlight.consent.Level;
import org.porchlight.consent.Sharing;
import org.porchlight.consent.Terms;
import org.porchlight.consent.WeeklySchedule;
import org.porchlight.identity.Actor;
import org.porchlight.identity.PresentForTests;
import org.porchlight.identity.Role;
import org.porchlight.incidents.Incidents;
import org.porchlight.registry.Camera;
import org.porchlight.registry.CameraId;
import org.porchlight.registry.OwnerCameras;
import org.porchlight.registry.PoliceRegistry;
import org.porchlight.registry.SiteId;
import org.porchlight.testing.Town;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

@SpringBootTest
class AlarmsTests {

  @Autowired BeanFactory beans;
  @Autowired Alarms alarms;
  @Autowired JdbcAlarms rows;
  @Autowired OwnerCameras owned;
  @Autowired PoliceRegistry cameras;
  @Autowired Sharing sharing;
  @Autowired AuditLog log;
  @Autowired ApplicationEventPublisher events;
  @Autowired TransactionOperations transaction;
  @Autowired AlertOverview alerts;
  @Autowired JdbcClient jdbc;

  final PresentForTests present = new PresentForTests();

  Access access;
  Town town;
  Actor owner;
  Actor operator;
  CameraId porch;
  SiteId site;

  @BeforeEach
  void aCameraThatNobodyMayOpen() {
    access = AccessForTests.of(beans, present);
    town = new Town(beans);
    owner = town.owner();
    operator = town.person(Role.OPERATOR);
    porch = town.proved(owner, town.center, Level.DURING_INCIDENTS);
    site = siteOf(porch);
    assertThat(reason(look(porch))).isEqualTo(Reason.NO_INCIDENT);
  }

  @Test
  void alarmOpensTheCamerasOfItsSiteAndNoOthers() {
    var neighbours = town.proved(town.owner(), town.center.walk(20, 0), Level.DURING_INCIDENTS);
    var elsewhere = town.proved(owner, town.center.walk(900, 0), Level.DURING_INCIDENTS);

    var on = press();

    assertThat(on.cameras()).containsExactly(porch);
    assertThat(Duration.between(on.pressedAt(), on.until())).isEqualTo(Duration.ofMinutes(30));
    var allowed = (Allowed) look(porch);
    assertThat(allowed.permit().ground()).isEqualTo(new Ground.Alarm(on.id()));
    assertThat(allowed.permit().reachesBackTo()).contains(on.pressedAt());
    assertThat(leaf(allowed.recorded().entry())).contains("\"basis\":\"OWNER-ALARM\"");
    assertThat(reason(look(neighbours))).isEqualTo(Reason.NO_INCIDENT);
    assertThat(reason(look(elsewhere))).isEqualTo(Reason.NO_INCIDENT);
  }

  @Test
  void alarmEndsAtOnceWhenTheOwnerSaysSo() {
    press();
    var permit = ((Allowed) look(porch)).permit();
    assertThat(access.judge(permit)).isEqualTo(new Standing.Holds());

    assertThat(alarms.end(owner)).isEqualTo(1);

    assertThat(access.judge(permit)).isEqualTo(new Standing.Ended(Reason.GROUND_ENDED));
    assertThat(reason(look(porch))).isEqualTo(Reason.NO_INCIDENT);
    assertThat(alarms.of(owner)).isEmpty();
    assertThat(alarms.end(owner)).as("harmless when repeated").isZero();
  }

  @Test
  void alarmEndsByItselfAfterHalfAnHour() {
    press();
    var permit = ((Allowed) look(porch)).permit();

    assertThat(accessIn(Duration.ofMinutes(29)).judge(permit)).isEqualTo(new Standing.Holds());
    assertThat(accessIn(Duration.ofMinutes(31)).judge(permit))
        .isEqualTo(new Standing.Ended(Reason.GROUND_ENDED));
  }

  @Test
  void pressingTwiceIsOneAlarmAndPressingAllDayIsNone() {
    var first = press();
    assertThat(press()).isEqualTo(first);
    for (int i = 0; i < 5; i++) {
      alarms.end(owner);
      press();
    }
    alarms.end(owner);

    assertThat(alarms.press(owner, site)).isEqualTo(new AlarmAnswer.TooOften());
  }

  @Test
  void offIsOffAndStaysOffWhenSwitchedOnAgain() {
    press();
    var permit = ((Allowed) look(porch)).permit();

    sharing.off(owner, porch);
    assertThat(access.judge(permit)).isEqualTo(new Standing.Ended(Reason.SWITCHED_OFF));
    assertThat(alarms.press(owner, site)).isEqualTo(new AlarmAnswer.NothingToOpen());

    sharing.on(owner, porch);
    assertThat(reason(look(porch))).isEqualTo(Reason.NO_INCIDENT);
  }

  @Test
  void alarmOpensOutsideTheHoursOfTheOwnerAndNeverALowerLevel() {
    sharing.give(owner, porch, never(Level.DURING_INCIDENTS));
    press();
    assertThat(look(porch)).isInstanceOf(Allowed.class);

    sharing.give(owner, porch, never(Level.ALWAYS));
    assertThat(((Allowed) look(porch)).permit().ground()).isInstanceOf(Ground.Alarm.class);

    for (var level : List.of(Level.ON_REQUEST, Level.REGISTERED)) {
      sharing.give(owner, porch, Terms.usual(level, "en"));
      assertThat(look(porch)).isInstanceOf(Denied.class);
      assertThat(alarms.reach(owner))
          .singleElement()
          .satisfies(reach -> {
            assertThat(reach.opens()).isEmpty();
            assertThat(reach.stays()).extracting(Camera::id).containsExactly(porch);
          });
    }
  }

  @Test
  void nobodyElsePressesOrEndsIt() {
    var stranger = town.owner();
    assertThat(alarms.press(stranger, site)).isEqualTo(new AlarmAnswer.NothingToOpen());
    press();
    assertThat(alarms.end(stranger)).isZero();

    assertThat(alarms.of(owner)).hasSize(1);
    assertThat(alarms.of(stranger)).isEmpty();
  }

  @Test
  void deskOfTheAgencySeesIt() {
    var on = press();
    var desk = new Alarms(rows, owned, cameras, sharing, present, log, events, clock());

    assertThat(desk.atDeskOf(operator))
        .singleElement()
        .satisfies(seen -> {
          assertThat(seen.id()).isEqualTo(on.id());
          assertThat(seen.cameras()).extracting(Camera::id).containsExactly(porch);
        });
    assertThat(desk.atDeskOf(new Town(beans).person(Role.OPERATOR))).isEmpty();
    for (var role : List.of(Role.ANALYST, Role.AUDITOR, Role.ADMINISTRATOR, Role.OWNER)) {
      assertThat(desk.atDeskOf(town.person(role))).as(role.name()).isEmpty();
    }
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() ->
            assertThat(alerts.open(operator, 10))
                .singleElement()
                .satisfies(alert -> {
                  assertThat(alert.kind()).isEqualTo(AlertKind.OWNER_ALARM);
                  assertThat(alert.state()).isInstanceOf(AlertState.Created.class);
                  assertThat(alert.incident()).isNull();
                }));
  }

  @Test
  void ownerReadsInTheLedgerThatItWasPressedAndThatItEnded() {
    press();
    alarms.end(owner);

    assertThat(events(porch)).containsSubsequence("camera.alarm.pressed", "camera.alarm.ended");
  }

  @Test
  void nothingIsKeptOfADeletedCamera() {
    press();
    owned.delete(owner, porch);

    assertThat(
            jdbc.sql("SELECT count(*) FROM access.alarm_camera WHERE camera_id = ?")
                .param(porch.value())
                .query(Integer.class)
                .single())
        .isZero();
  }

  OwnersAlarm press() {
    return ((AlarmAnswer.On) alarms.press(owner, site)).alarm();
  }

  Decision look(CameraId camera) {
    return access.ask(operator, camera, Use.LIVE, "EMERGENCY-IN-PROGRESS", null);
  }

  Access accessIn(Duration time) {
    return new Access(
        present,
        cameras,
        sharing,
        beans.getBean(Incidents.class),
        beans.getBean(JdbcBesides.class),
        log,
        transaction,
        Clock.offset(clock(), time));
  }

  Clock clock() {
    return beans.getBean(Clock.class);
  }

  SiteId siteOf(CameraId camera) {
    return owned.find(owner, camera).orElseThrow().site();
  }

  static Terms never(Level level) {
    var usual = Terms.usual(level, "en");
    return new Terms(
        level,
        usual.radiusMetres(),
        usual.lowestPriority(),
        usual.audio(),
        usual.preEventSeconds(),
        WeeklySchedule.never(),
        usual.textVersion(),
        usual.language());
  }

  String leaf(long entry) {
    return jdbc.sql("SELECT convert_from(leaf, 'UTF8') FROM audit.entry WHERE entry = ?")
        .param(entry)
        .query(String.class)
        .single();
  }

  List<String> events(CameraId camera) {
    return jdbc.sql(
            """
            SELECT e.event FROM audit.entry e JOIN audit.line l USING (line)
             WHERE l.camera = ? ORDER BY e.camera_seq
            """)
        .param(camera.toString())
        .query(String.class)
        .list();
  }

  static Reason reason(Decision decision) {
    return ((Denied) decision).reason();
  }
}
