package org.porchlight.patrol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.porchlight.testing.ActorsForTests.an;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.porchlight.identity.Actor;
import org.porchlight.identity.Role;
import org.porchlight.identity.RolesChanged;
import org.porchlight.kernel.Place;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

@SpringBootTest
class PatrolTests {

  static final Place PARK = new Place(33.5, -86.8);

  @Autowired Duty duty;
  @Autowired Positions positions;
  @Autowired Patrol patrol;
  @Autowired TransactionTemplate transaction;
  @Autowired ApplicationEventPublisher events;
  @Autowired JdbcClient jdbc;

  @BeforeEach
  void nobodyIsOnDuty() {
    jdbc.sql("DELETE FROM patrol.duty").update();
    jdbc.sql("DELETE FROM patrol.commitment").update();
  }

  @Test
  void nearestComesFirst() {
    var far = on(900);
    var near = on(100);

    var available = patrol.available(PARK, Instant.now());

    assertThat(available)
        .extracting(OfficerNear::officer)
        .containsExactly(near.person(), far.person());
    assertThat(available.getFirst().metres()).isBetween(99.0, 101.0);
  }

  @Test
  void positionCountsForAMinute() {
    var now = Instant.now();
    on(100);

    assertThat(patrol.available(PARK, now.plusSeconds(59))).hasSize(1);
    assertThat(patrol.available(PARK, now.plusSeconds(62))).isEmpty();
  }

  @Test
  void olderReportNeverReplacesANewerOne() {
    var officer = on(100);
    var newer = duty.status(officer.person()).place();

    assertThat(positions.report(officer, PARK, Instant.now().minusSeconds(30))).isFalse();

    assertThat(duty.status(officer.person()).place()).isEqualTo(newer);
  }

  @Test
  void phoneWhoseClockIsAheadIsNotKeptAliveByIt() {
    var officer = an(Role.OFFICER);
    duty.goOnDuty(officer);

    positions.report(officer, PARK, Instant.now().plusSeconds(3_600));

    assertThat(patrol.available(PARK, Instant.now().plusSeconds(90))).isEmpty();
  }

  @Test
  void offDutyNoPositionIsKept() {
    var officer = on(100);

    duty.goOffDuty(officer);

    assertThat(duty.status(officer.person())).isEqualTo(DutyStatus.OFF);
    assertThat(positions.report(officer, PARK, Instant.now())).isFalse();
    assertThat(patrol.available(PARK, Instant.now())).isEmpty();
  }

  @Test
  void onlyOfficersAndSupervisorsPatrol() {
    assertThat(duty.goOnDuty(an(Role.OWNER))).isFalse();
    assertThat(duty.goOnDuty(an(Role.ADMINISTRATOR))).isFalse();
    var supervisor = an(Role.SUPERVISOR);
    assertThat(duty.goOnDuty(supervisor)).isTrue();
    positions.report(supervisor, PARK, Instant.now());

    assertThat(patrol.supervisors()).containsExactly(supervisor.person());
    assertThat(patrol.available(PARK, Instant.now())).isEmpty();
    assertThat(duty.now()).extracting(OnDuty::person).containsExactly(supervisor.person());
  }

  @Test
  void onePersonDoesOneThingAtATime() {
    var officer = on(100);

    assertThat(commit(officer, "alert:1")).isTrue();
    assertThat(commit(officer, "alert:1")).isTrue();
    assertThat(commit(officer, "alert:2")).isFalse();
    assertThat(patrol.available(PARK, Instant.now())).isEmpty();

    transaction.executeWithoutResult(_ -> patrol.release(officer.person(), "alert:2"));
    assertThat(duty.status(officer.person()).commitment()).isEqualTo("alert:1");
    transaction.executeWithoutResult(_ -> patrol.release(officer.person(), "alert:1"));
    assertThat(patrol.available(PARK, Instant.now())).hasSize(1);
  }

  @Test
  void whoseRolesChangeIsOffDuty() {
    var officer = on(100);

    transaction.executeWithoutResult(
        _ -> events.publishEvent(new RolesChanged(officer.person(), Instant.now())));

    await().atMost(Duration.ofSeconds(5)).until(() -> !duty.status(officer.person()).onDuty());
  }

  private boolean commit(Actor officer, String task) {
    return Boolean.TRUE.equals(transaction.execute(_ -> patrol.commit(officer.person(), task)));
  }

  private Actor on(double metres) {
    var officer = an(Role.OFFICER);
    duty.goOnDuty(officer);
    positions.report(officer, PARK.walk(metres, 0), Instant.now());
    return officer;
  }
}
