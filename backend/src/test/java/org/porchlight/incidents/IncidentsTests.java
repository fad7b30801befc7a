package org.porchlight.incidents;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.porchlight.identity.Actor;
import org.porchlight.identity.OrganisationId;
import org.porchlight.identity.PersonId;
import org.porchlight.identity.Role;
import org.porchlight.kernel.FieldError;
import org.porchlight.kernel.Place;
import org.porchlight.testing.Town;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;

@SpringBootTest
class IncidentsTests {

  @Autowired BeanFactory beans;
  @Autowired CadIntake cad;
  @Autowired IncidentDesk desk;
  @Autowired Incidents incidents;
  @Autowired Timeline timeline;
  @Autowired JdbcClient jdbc;
  @Autowired Clock clock;

  Town town;
  Actor machine;
  String number;

  @BeforeEach
  void foundTown() {
    town = new Town(beans);
    machine = town.person(Role.MACHINE);
    number = UUID.randomUUID().toString();
  }

  @Test
  void firstMessageOpensAndTheSameAgainChangesNothing() {
    var message = message("open", 1, ago(60));

    var first = (CadAnswer.Accepted) cad.receive(machine, message);
    var second = (CadAnswer.Accepted) cad.receive(machine, message);

    assertThat(first.created()).isTrue();
    assertThat(second).isEqualTo(new CadAnswer.Accepted(first.incident(), false));
    var incident = incidents.find(first.incident()).orElseThrow();
    assertThat(incident.source()).isEqualTo(Source.CAD);
    assertThat(incident.agency()).isEqualTo(town.agency);
    assertThat(incident.version()).isEqualTo(1);
    assertThat(incident.opensCamerasAt(clock.instant())).isTrue();
    assertThat(kinds(first.incident())).containsExactly("opened");
  }

  @Test
  void messageMayChangeCloseAndReopen() {
    var id = ((CadAnswer.Accepted) cad.receive(machine, message("open", 3, ago(60)))).incident();

    cad.receive(machine, "{\"number\": \"%s\", \"priority\": 1}".formatted(number));
    assertThat(incidents.find(id).orElseThrow().priority()).isEqualTo(1);
    assertThat(incidents.find(id).orElseThrow().kind()).isEqualTo("Robbery");

    cad.receive(machine, "{\"number\": \"%s\", \"status\": \"closed\"}".formatted(number));
    assertThat(incidents.find(id).orElseThrow().isOpen()).isFalse();
    assertThat(incidents.open()).noneMatch(open -> open.id().equals(id));

    cad.receive(machine, "{\"number\": \"%s\", \"status\": \"open\"}".formatted(number));
    assertThat(incidents.find(id).orElseThrow().isOpen()).isTrue();
    assertThat(kinds(id)).containsExactly("opened", "changed", "closed", "reopened");
  }

  @Test
  void olderMessageThatComesLateChangesNothing() {
    var id = ((CadAnswer.Accepted) cad.receive(machine, message("closed", 1, ago(10)))).incident();

    assertThat(cad.receive(machine, message("open", 2, ago(60))))
        .isEqualTo(new CadAnswer.Accepted(id, false));

    assertThat(incidents.find(id).orElseThrow().isOpen()).isFalse();
    assertThat(incidents.find(id).orElseThrow().priority()).isEqualTo(1);
  }

  @Test
  void lateMessageDoesNotReopenWhatTheDeskHasClosed() {
    var id = ((CadAnswer.Accepted) cad.receive(machine, message("open", 1, ago(60)))).incident();
    desk.close(town.person(Role.OPERATOR), id);

    cad.receive(machine, message("open", 1, ago(30)));

    assertThat(incidents.find(id).orElseThrow().isOpen()).isFalse();
  }

  @Test
  void recentOnesOfTheAgencyIncludeClosedOnesNewestFirst() {
    var older = ((CadAnswer.Accepted) cad.receive(machine, message("open", 1, ago(60)))).incident();
    desk.close(town.person(Role.OPERATOR), older);
    number = UUID.randomUUID().toString();
    var newer = ((CadAnswer.Accepted) cad.receive(machine, message("open", 3, ago(10)))).incident();

    assertThat(incidents.recentOf(town.agency, 10))
        .extracting(Incident::id)
        .containsExactlyInAnyOrder(newer, older);
    assertThat(incidents.recentOf(town.agency, 1)).hasSize(1);
    assertThat(incidents.recentOf(new Town(beans).agency, 10)).isEmpty();
  }

  @Test
  void messageWithoutPlaceIsKeptWithItsErrorsAndLogged() {
    var before = count("SELECT count(*) FROM audit.entry WHERE event = 'cad.message.rejected'");

    var answer =
        cad.receive(
            machine,
            "{\"number\": \"%s\", \"kind\": \"Robbery\", \"priority\": 1}".formatted(number));

    assertThat(answer)
        .isEqualTo(
            new CadAnswer.Rejected(List.of(FieldError.of("place", "incident.place.missing"))));
    assertThat(incidents.openOf(town.agency)).isEmpty();
    assertThat(
            count(
                "SELECT count(*) FROM incidents.rejected_message WHERE body LIKE '%"
                    + number
                    + "%'"
                    + " AND errors->0->>'messageKey' = 'incident.place.missing'"))
        .isOne();
    assertThat(count("SELECT count(*) FROM audit.entry WHERE event = 'cad.message.rejected'"))
        .isEqualTo(before + 1);
  }

  @Test
  void rubbishIsRejectedAndKept() {
    for (var rubbish : List.of("", "\0", "null", "{\"number\": \"\0\"}", "[".repeat(70_000))) {
      assertThat(cad.receive(machine, rubbish)).isInstanceOf(CadAnswer.Rejected.class);
    }
    assertThat(
            count(
                "SELECT count(*) FROM incidents.rejected_message WHERE agency_id = '"
                    + town.agency
                    + "'"))
        .isEqualTo(5);
  }

  @Test
  void onlyMachinesOfAnAgencyAreListenedTo() {
    var stranger =
        new Actor(
            PersonId.random(), OrganisationId.random(), Set.of(Role.MACHINE), "s", null, "::1");

    assertThat(cad.receive(stranger, message("open", 1, ago(1))))
        .isInstanceOf(CadAnswer.Rejected.class);
    assertThat(cad.receive(town.person(Role.OPERATOR), message("open", 1, ago(1))))
        .isInstanceOf(CadAnswer.Rejected.class);
  }

  @Test
  void twoAgenciesMayUseTheSameNumber() {
    var other = new Town(beans);

    var mine = (CadAnswer.Accepted) cad.receive(machine, message("open", 1, ago(1)));
    var theirs =
        (CadAnswer.Accepted) cad.receive(other.person(Role.MACHINE), message("open", 1, ago(1)));

    assertThat(theirs.created()).isTrue();
    assertThat(theirs.incident()).isNotEqualTo(mine.incident());
    assertThat(incidents.openOf(other.agency))
        .extracting(Incident::id)
        .containsExactly(theirs.incident());
  }

  @Test
  void manyFirstMessagesAtOnceMakeOneIncident() throws Exception {
    var message = message("open", 1, ago(1));
    var tasks =
        IntStream.range(0, 8)
            .<Callable<CadAnswer>>mapToObj(_ -> () -> cad.receive(machine, message))
            .toList();
    var created = 0;
    try (var threads = Executors.newFixedThreadPool(4)) {
      for (var answer : threads.invokeAll(tasks)) {
        created += ((CadAnswer.Accepted) answer.get()).created() ? 1 : 0;
      }
    }

    assertThat(created).isOne();
    assertThat(incidents.openOf(town.agency)).hasSize(1);
  }

  @Test
  void operatorsOwnIncidentNeedsASecondPersonWithinFifteenMinutes() {
    var operator = town.person(Role.OPERATOR);
    var incident = opened(desk.openByHand(operator, typed(null)));
    assertThat(incident.number()).startsWith("P-");
    assertThat(incident.source()).isEqualTo(Source.OPERATOR);
    assertThat(incident.opensCamerasAt(incident.openedAt().plusSeconds(899))).isTrue();
    assertThat(incident.opensCamerasAt(incident.openedAt().plusSeconds(900))).isFalse();

    assertThat(desk.confirm(operator, incident.id()))
        .isEqualTo(refused(DeskAnswer.Why.SAME_PERSON));
    assertThat(desk.confirm(new Town(beans).person(Role.SUPERVISOR), incident.id()))
        .isEqualTo(refused(DeskAnswer.Why.OTHER_AGENCY));
    var second = town.person(Role.OPERATOR);
    var confirmed = opened(desk.confirm(second, incident.id()));

    assertThat(confirmed.confirmedBy()).isEqualTo(second.person());
    assertThat(confirmed.opensCamerasAt(incident.openedAt().plusSeconds(100_000))).isTrue();
    assertThat(desk.confirm(second, incident.id()))
        .isEqualTo(refused(DeskAnswer.Why.NOTHING_TO_CONFIRM));
    assertThat(kinds(incident.id())).containsExactly("opened", "confirmed");
  }

  @Test
  void supervisorsIncidentNeedsNobodyElse() {
    var incident = opened(desk.openByHand(town.person(Role.SUPERVISOR), typed(number)));

    assertThat(incident.needsConfirmation()).isFalse();
    assertThat(incidents.find(incident.id()).orElseThrow())
        .usingRecursiveComparison()
        .ignoringFields("openedAt")
        .isEqualTo(incident);
  }

  @Test
  void cadTakesOverWhatTheDeskOpenedUnderItsNumber() {
    var incident = opened(desk.openByHand(town.person(Role.OPERATOR), typed(number)));

    assertThat(cad.receive(machine, message("open", 2, clock.instant())))
        .isEqualTo(new CadAnswer.Accepted(incident.id(), false));

    var taken = incidents.find(incident.id()).orElseThrow();
    assertThat(taken.source()).isEqualTo(Source.CAD);
    assertThat(taken.needsConfirmation()).isFalse();
    assertThat(taken.priority()).isEqualTo(2);
  }

  @Test
  void deskIsForOperatorsAndSupervisorsOfTheAgency() {
    for (var role : List.of(Role.OFFICER, Role.ANALYST, Role.AUDITOR, Role.ADMINISTRATOR)) {
      assertThat(desk.openByHand(town.person(role), typed(null)))
          .isEqualTo(refused(DeskAnswer.Why.NOT_YOUR_ROLE));
    }
    var incident = opened(desk.openByHand(town.person(Role.SUPERVISOR), typed(null)));
    assertThat(desk.close(new Town(beans).person(Role.OPERATOR), incident.id()))
        .isEqualTo(refused(DeskAnswer.Why.OTHER_AGENCY));
    assertThat(incidents.find(incident.id()).orElseThrow().isOpen()).isTrue();
  }

  @Test
  void wrongFieldsAreSaidAtOnceAndANumberIsTakenOnce() {
    var operator = town.person(Role.OPERATOR);
    var wrong = new NewIncident("x".repeat(41), " ", 0, null, "y".repeat(201));

    assertThat(((DeskAnswer.Invalid) desk.openByHand(operator, wrong)).errors())
        .extracting(FieldError::field)
        .containsExactly("number", "kind", "priority", "place", "address");
    opened(desk.openByHand(operator, typed(number)));
    assertThat(((DeskAnswer.Invalid) desk.openByHand(operator, typed(number))).errors())
        .extracting(FieldError::messageKey)
        .containsExactly("incident.number.taken");
  }

  @Test
  void closingTwiceIsHarmlessAndNotesStand() {
    var operator = town.person(Role.OPERATOR);
    var id = opened(desk.openByHand(operator, typed(null))).id();
    desk.note(operator, id, "Blue car, northbound");
    var closed = opened(desk.close(operator, id));

    assertThat(opened(desk.close(operator, id)).version()).isEqualTo(closed.version());
    assertThat(desk.note(operator, id, " ")).isInstanceOf(DeskAnswer.Invalid.class);
    assertThat(kinds(id)).containsExactly("opened", "note", "closed");
    assertThat(timeline.of(id).get(1).details()).isEqualTo(Map.of("text", "Blue car, northbound"));
  }

  @Test
  void nobodyOpensAnIncidentOutsideTheAgencysGround() {
    var outside = typedAt(town.center.walk(20_000, 0));
    for (var role : List.of(Role.OPERATOR, Role.SUPERVISOR)) {
      assertThat(desk.openByHand(town.person(role), outside))
          .isEqualTo(refused(DeskAnswer.Why.OUTSIDE_JURISDICTION));
    }
    var ofNoAgency = Town.actor(OrganisationId.random(), clock.instant(), Role.SUPERVISOR);
    assertThat(desk.openByHand(ofNoAgency, typed(null)))
        .isEqualTo(refused(DeskAnswer.Why.OUTSIDE_JURISDICTION));
    assertThat(incidents.openOf(town.agency)).isEmpty();
  }

  @Test
  void operatorHasThreeOpenThatNobodyElseConfirmed() {
    var operator = town.person(Role.OPERATOR);
    var first = opened(desk.openByHand(operator, typed(null)));
    var second = opened(desk.openByHand(operator, typed(null)));
    opened(desk.openByHand(operator, typed(null)));

    assertThat(desk.openByHand(operator, typed(null)))
        .isEqualTo(refused(DeskAnswer.Why.TOO_MANY_UNCONFIRMED));
    // Everybody counts for themselves.
    opened(desk.openByHand(town.person(Role.OPERATOR), typed(null)));

    desk.confirm(town.person(Role.OPERATOR), first.id());
    opened(desk.openByHand(operator, typed(null)));
    assertThat(desk.openByHand(operator, typed(null)))
        .isEqualTo(refused(DeskAnswer.Why.TOO_MANY_UNCONFIRMED));
    desk.close(operator, second.id());
    opened(desk.openByHand(operator, typed(null)));
  }

  @Test
  void operatorOpensSixInAShiftAlsoWhenEachIsClosedAtOnce() {
    var operator = town.person(Role.OPERATOR);
    for (int i = 0; i < 6; i++) {
      desk.close(operator, opened(desk.openByHand(operator, typed(null))).id());
    }

    assertThat(desk.openByHand(operator, typed(null)))
        .isEqualTo(refused(DeskAnswer.Why.TOO_MANY_IN_A_SHIFT));

    jdbc.sql(
            """
            UPDATE incidents.incident SET opened_at = opened_at - interval '12 hours'
             WHERE opened_by = :operator
            """)
        .param("operator", operator.person().value())
        .update();
    opened(desk.openByHand(operator, typed(null)));
  }

  @Test
  void supervisorsAreNotCounted() {
    var supervisor = town.person(Role.SUPERVISOR);
    for (int i = 0; i < 8; i++) {
      opened(desk.openByHand(supervisor, typed(null)));
    }
  }

  @Test
  void manyAtOnceAreCountedOneByOne() throws Exception {
    var operator = town.person(Role.OPERATOR);
    var tasks =
        IntStream.range(0, 8)
            .<Callable<DeskAnswer>>mapToObj(_ -> () -> desk.openByHand(operator, typed(null)))
            .toList();
    try (var threads = Executors.newFixedThreadPool(4)) {
      for (var answer : threads.invokeAll(tasks)) {
        answer.get();
      }
    }

    assertThat(incidents.openOf(town.agency)).hasSize(3);
  }

  @Test
  void lineThatIsAddedTwiceStandsOnce() {
    var id = opened(desk.openByHand(town.person(Role.SUPERVISOR), typed(null))).id();
    var line = new TimelineEntry(clock.instant(), "clip.stored", null, Map.of("clip", "1"));

    timeline.add(id, line, "clip:1");
    timeline.add(id, line, "clip:1");

    assertThat(kinds(id)).containsExactly("opened", "clip.stored");
  }

  @Test
  void nearFindsOpenOnesNearestFirst() {
    var far =
        opened(desk.openByHand(town.person(Role.OPERATOR), typedAt(town.center.walk(300, 0))));
    var near = opened(desk.openByHand(town.person(Role.OPERATOR), typedAt(town.center)));
    opened(desk.openByHand(town.person(Role.OPERATOR), typedAt(town.center.walk(900, 0))));

    assertThat(incidents.near(town.center, 500))
        .extracting(Incident::id)
        .containsExactly(near.id(), far.id());
  }

  NewIncident typed(String withNumber) {
    return new NewIncident(withNumber, "Shots heard", 1, town.center, "5th Avenue");
  }

  NewIncident typedAt(Place place) {
    return new NewIncident(null, "Shots heard", 1, place, null);
  }

  String message(String status, int priority, Instant updatedAt) {
    return """
    {"number": "%s", "kind": "Robbery", "priority": %d, "latitude": %s, "longitude": %s,
     "address": "100 Main Street", "status": "%s", "updatedAt": "%s"}
    """
        .formatted(
            number, priority, town.center.latitude(), town.center.longitude(), status, updatedAt);
  }

  Instant ago(long seconds) {
    return clock.instant().minusSeconds(seconds);
  }

  List<String> kinds(IncidentId id) {
    return timeline.of(id).stream().map(TimelineEntry::kind).toList();
  }

  long count(String sql) {
    return jdbc.sql(sql).query(Long.class).single();
  }

  static Incident opened(DeskAnswer answer) {
    return ((DeskAnswer.Done) answer).incident();
  }

  static DeskAnswer refused(DeskAnswer.Why why) {
    return new DeskAnswer.Refused(why);
  }
}
