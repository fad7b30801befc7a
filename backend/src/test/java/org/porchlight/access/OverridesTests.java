package org.porchlight.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.porchlight.access.Decision.Allowed;
import org.porchlight.access.Decision.Denied;
import org.porchlight.access.OverrideAnswer.Granted;
import org.porchlight.access.OverrideAnswer.Refused;
import org.porchlight.audit.AuditLog;
import org.porchlight.consent.Level;
import org.porchlight.consent.Sharing;
import org.porchlight.consent.Terms;
import org.porchlight.identity.Actor;
import org.porchlight.identity.People;
import org.porchlight.identity.PresentForTests;
import org.porchlight.identity.Role;
import org.porchlight.incidents.Incidents;
import org.porchlight.registry.CameraId;
import org.porchlight.registry.PoliceRegistry;
import org.porchlight.testing.Town;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

@SpringBootTest
class OverridesTests {

  static final String WHY = "A child is missing and was seen at this door";

  @Autowired BeanFactory beans;
  @Autowired JdbcOverrides rows;
  @Autowired JdbcBesides besides;
  @Autowired PoliceRegistry cameras;
  @Autowired Sharing sharing;
  @Autowired Incidents incidents;
  @Autowired People people;
  @Autowired AuditLog log;
  @Autowired ApplicationEventPublisher events;
  @Autowired TransactionOperations transaction;
  @Autowired JdbcClient jdbc;
  @Autowired Clock clock;

  final PresentForTests present = new PresentForTests();

  Town town;
  Actor owner;
  Actor operator;
  Actor supervisor;
  CameraId porch;

  @BeforeEach
  void aCameraThatNobodyMayOpen() {
    town = new Town(beans);
    owner = town.owner();
    operator = town.person(Role.OPERATOR);
    supervisor = town.person(Role.SUPERVISOR);
    porch = town.proved(owner, town.center, Level.ON_REQUEST);
    assertThat(look(operator, porch)).isInstanceOf(Denied.class);
  }

  @Test
  void overrideOpensOneCameraForOnePersonForHalfAnHour() {
    var other = town.proved(town.owner(), town.center.walk(60, 0), Level.ON_REQUEST);

    var granted = (Granted) ask(operator, porch);

    var allowed = (Allowed) look(operator, porch);
    assertThat(allowed.permit().ground()).isEqualTo(new Ground.Exigent(granted.id()));
    assertThat(allowed.permit().reachesBackTo()).isPresent();
    assertThat(look(operator, other)).isInstanceOf(Denied.class);
    assertThat(look(supervisor, porch)).as("one person's").isInstanceOf(Denied.class);
    assertThat(accessIn(Duration.ofMinutes(29)).judge(allowed.permit()))
        .isEqualTo(new Standing.Holds());
    assertThat(accessIn(Duration.ofMinutes(31)).judge(allowed.permit()))
        .isEqualTo(new Standing.Ended(Reason.GROUND_ENDED));
  }

  @Test
  void switchIsStrongerAndWhatIsOnlyRegisteredIsNeverOpened() {
    ask(operator, porch);
    var permit = ((Allowed) look(operator, porch)).permit();

    sharing.off(owner, porch);
    assertThat(accessIn(Duration.ZERO).judge(permit))
        .isEqualTo(new Standing.Ended(Reason.SWITCHED_OFF));
    assertThat(ask(operator, porch)).isEqualTo(new Refused(Reason.SWITCHED_OFF));

    sharing.on(owner, porch);
    sharing.give(owner, porch, Terms.usual(Level.REGISTERED, "en"));
    assertThat(look(operator, porch)).isInstanceOf(Denied.class);
    assertThat(ask(operator, porch)).isEqualTo(new Refused(Reason.REGISTERED_ONLY));
  }

  @Test
  void secondFactorMustHaveBeenShownJustNowAndTheReasonBeWritten() {
    var tired =
        Town.actor(town.agency, clock.instant().minus(Duration.ofMinutes(6)), Role.OPERATOR);

    assertThat(ask(tired, porch)).isEqualTo(new Refused(Reason.SECOND_FACTOR_NOT_FRESH));
    assertThat(
            overridesIn(Duration.ZERO).ask(operator, porch, Purpose.MISSING_PERSON, "  because "))
        .isEqualTo(new OverrideAnswer.ReasonMissing());
    assertThat(ask(town.person(Role.ANALYST), porch))
        .isEqualTo(new Refused(Reason.ROLE_MAY_NOT_VIEW));
    assertThat(ask(new Town(beans).person(Role.OPERATOR), porch))
        .isEqualTo(new Refused(Reason.OTHER_AGENCY));
    assertThat(ask(operator, CameraId.random())).isEqualTo(new Refused(Reason.CAMERA_UNKNOWN));
  }

  @Test
  void anotherSupervisorReviewsItAndNobodyElse() {
    var mine = (Granted) ask(supervisor, porch);
    var overrides = overridesIn(Duration.ZERO);
    var second = town.person(Role.SUPERVISOR);

    assertThat(overrides.toReview(supervisor))
        .singleElement()
        .satisfies(one -> {
          assertThat(one.own()).isTrue();
          assertThat(one.reason()).isEqualTo(WHY);
        });
    assertThat(overrides.toReview(operator)).isEmpty();
    assertThat(overrides.toReview(new Town(beans).person(Role.SUPERVISOR))).isEmpty();
    for (var not : List.of(supervisor, operator, new Town(beans).person(Role.SUPERVISOR))) {
      assertThat(review(overrides, not, mine.id(), true)).isFalse();
    }

    assertThat(review(overrides, second, mine.id(), true)).isTrue();
    assertThat(review(overrides, second, mine.id(), false)).as("once").isFalse();
    assertThat(overrides.toReview(second)).isEmpty();
    assertThat(events(porch)).contains("camera.override", "camera.override.review");
  }

  @Test
  void withoutAReviewTheRightIsSuspendedAndThePublicReadsIt() {
    var granted = (Granted) ask(operator, porch);
    var nextDay = overridesIn(Duration.ofHours(25));
    var before = overridesIn(Duration.ZERO).counts();

    var tomorrow =
        Town.actor(town.agency, clock.instant().plus(Duration.ofHours(25)), Role.OPERATOR);
    var same =
        new Actor(
            operator.person(),
            operator.organisation(),
            operator.roles(),
            operator.session(),
            tomorrow.secondFactorAt(),
            operator.source());
    assertThat(askWith(nextDay, same)).isEqualTo(new Refused(Reason.OVERRIDE_SUSPENDED));
    assertThat(askWith(nextDay, tomorrow)).isInstanceOf(Granted.class);
    assertThat(nextDay.counts().unreviewed()).isGreaterThan(before.unreviewed());
    transaction.executeWithoutResult(_ -> nextDay.noteMissed());
    transaction.executeWithoutResult(_ -> nextDay.noteMissed());
    assertThat(events(porch)).containsOnlyOnce("camera.override.unreviewed");

    var second =
        Town.actor(town.agency, clock.instant().plus(Duration.ofHours(25)), Role.SUPERVISOR);
    assertThat(review(nextDay, second, granted.id(), true)).isTrue();
    assertThat(askWith(nextDay, same)).isInstanceOf(Granted.class);
    assertThat(nextDay.counts().unreviewed())
        .as("a late review does not undo the count")
        .isGreaterThan(before.unreviewed());
  }

  @Test
  void whoeverUsedItWithoutNeedLosesIt() {
    var granted = (Granted) ask(operator, porch);
    var overrides = overridesIn(Duration.ZERO);

    review(overrides, supervisor, granted.id(), false);

    assertThat(ask(operator, porch)).isEqualTo(new Refused(Reason.OVERRIDE_SUSPENDED));
  }

  @Test
  void ownerWhoAgreedToEarlierWordsKeepsThem() {
    var earlier = "b8864a6427a5140c60bcfba1da0bb6b1f6e80b41cf257f4a3606b3637dd374ad";
    jdbc.sql(
            """
            INSERT INTO consent.version
              (camera_id, version, level, radius_metres, lowest_priority, audio, pre_event_seconds,
               schedule, text_version, language, text_hash, switched_off, given_by, at)
            SELECT camera_id, version + 1, level, radius_metres, lowest_priority, audio,
                   pre_event_seconds, schedule, '2026-11', language, ?, switched_off, given_by, at
              FROM consent.version
             WHERE camera_id = ?
            """)
        .param(1, earlier)
        .param(2, porch.value())
        .update();

    assertThat(ask(operator, porch)).isEqualTo(new Refused(Reason.EMERGENCY_NOT_AGREED));
    assertThat(sharing.off(owner, porch).textHash()).isEqualTo(earlier);
    assertThat(sharing.on(owner, porch).textHash()).isEqualTo(earlier);
    assertThat(ask(operator, porch)).isEqualTo(new Refused(Reason.EMERGENCY_NOT_AGREED));
  }

  @Test
  void purposeIsPublicAndTheReasonIsNot() {
    ask(operator, porch);

    var leaf =
        jdbc.sql(
                """
                SELECT convert_from(e.leaf, 'UTF8') FROM audit.entry e JOIN audit.line l USING (line)
                 WHERE l.camera = ? AND e.event = 'camera.override'
                """)
            .param(porch.toString())
            .query(String.class)
            .single();
    assertThat(leaf)
        .contains("EXIGENT", "MISSING-PERSON", "mfa_age_s")
        .doesNotContain(WHY, operator.person().toString());
  }

  OverrideAnswer ask(Actor who, CameraId camera) {
    return transaction.execute(
        _ -> overridesIn(Duration.ZERO).ask(who, camera, Purpose.MISSING_PERSON, WHY));
  }

  OverrideAnswer askWith(Overrides overrides, Actor who) {
    return transaction.execute(_ -> overrides.ask(who, porch, Purpose.MISSING_PERSON, WHY));
  }

  boolean review(Overrides overrides, Actor who, OverrideId id, boolean justified) {
    return Boolean.TRUE.equals(transaction.execute(_ -> overrides.review(who, id, justified)));
  }

  Decision look(Actor who, CameraId camera) {
    return accessIn(Duration.ZERO).ask(who, camera, Use.LIVE, "MISSING-PERSON", null);
  }

  Access accessIn(Duration time) {
    return new Access(
        present, cameras, sharing, incidents, besides, log, transaction, Clock.offset(clock, time));
  }

  Overrides overridesIn(Duration time) {
    return new Overrides(
        rows, cameras, sharing, present, people, log, events, Clock.offset(clock, time));
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
}
