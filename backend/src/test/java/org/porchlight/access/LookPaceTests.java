package org.porchlight.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.porchlight.access.LookPace.Question;
import org.porchlight.audit.AuditEvent;
import org.porchlight.audit.AuditLog;
import org.porchlight.audit.RecordedForTests;
import org.porchlight.identity.Actor;
import org.porchlight.identity.OrganisationId;
import org.porchlight.identity.PersonId;
import org.porchlight.identity.Role;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

@SpringBootTest
class LookPaceTests {

  static final Duration WINDOW = Duration.ofMinutes(1);

  final List<AuditEvent> written = Collections.synchronizedList(new ArrayList<>());
  final Actor officer = officer();
  Instant now = Instant.parse("2026-06-01T12:00:00Z");
  boolean unwritable;
  final AuditLog log =
      event -> {
        if (unwritable) {
          throw new IllegalStateException("no database");
        }
        written.add(event);
        return RecordedForTests.of("");
      };
  final Clock clock = ((InstantSource) () -> now).withZone(ZoneOffset.UTC);

  @Autowired JdbcQuestions questions;
  @Autowired JdbcClient jdbc;
  @Autowired TransactionOperations transaction;

  LookPace pace;

  @BeforeEach
  void aNodeBegins() {
    pace = aNode();
  }

  LookPace aNode() {
    return new LookPace(new PaceSettings(WINDOW, 30, 20), questions, log, transaction, clock);
  }

  @Test
  void whoeverAsksTooOftenWaitsUntilTheFirstQuestionIsForgotten() {
    var incident = List.of(UUID.randomUUID());
    for (var i = 0; i < 30; i++) {
      assertThat(pace.ask(officer, Question.CAMERAS_NEAR, incident)).isEmpty();
      now = now.plusSeconds(1);
    }

    assertThat(pace.ask(officer, Question.CAMERAS_NEAR, incident)).contains(Duration.ofSeconds(30));
    now = now.plusSeconds(29);
    assertThat(pace.ask(officer, Question.CAMERAS_NEAR, incident)).contains(Duration.ofSeconds(1));
    now = now.plusSeconds(1);
    assertThat(pace.ask(officer, Question.CAMERAS_NEAR, incident)).isEmpty();
    assertThat(pace.ask(officer, Question.CAMERAS_NEAR, incident)).isPresent();
    // Somebody impatient is no spy.
    assertThat(written).isEmpty();
  }

  @Test
  void othersAndOtherQuestionsAreCountedOnTheirOwn() {
    askAboutDifferent(30);

    assertThat(pace.ask(officer, Question.LOOK, List.of(UUID.randomUUID()))).isEmpty();
    assertThat(pace.ask(officer(), Question.CAMERAS_NEAR, List.of(UUID.randomUUID()))).isEmpty();
    var elsewhere =
        new Actor(
            officer.person(),
            officer.organisation(),
            officer.roles(),
            "another session",
            null,
            "192.0.2.8");
    assertThat(pace.ask(elsewhere, Question.CAMERAS_NEAR, List.of(UUID.randomUUID()))).isPresent();
  }

  @Test
  void whoeverGoesThroughManyIsStoppedAndWrittenDownOnceInAWindow() {
    askAboutDifferent(25);

    assertThat(written).hasSize(1);
    var event = written.getFirst();
    assertThat(event.event()).isEqualTo("access.enumeration");
    assertThat(event.plain()).containsEntry("what", "CAMERAS_NEAR").containsEntry("n", 20);
    assertThat(event.personal())
        .containsEntry("act", officer.person().toString())
        .containsEntry("org", officer.organisation().toString())
        .containsEntry("src", officer.source());

    now = now.plus(WINDOW);
    askAboutDifferent(25);
    assertThat(written).hasSize(2);
  }

  @Test
  void whatWasAskedAboutAlreadyMayStillBeAsked() {
    var first = List.of(UUID.randomUUID(), UUID.randomUUID());
    assertThat(pace.ask(officer, Question.LOOK, first)).isEmpty();
    for (var i = 0; i < 19; i++) {
      assertThat(pace.ask(officer, Question.LOOK, List.of(first.getFirst(), UUID.randomUUID())))
          .isEmpty();
    }

    assertThat(pace.ask(officer, Question.LOOK, List.of(first.getFirst(), UUID.randomUUID())))
        .isPresent();
    assertThat(pace.ask(officer, Question.LOOK, first)).isEmpty();
  }

  @Test
  void anotherNodeAndARestartGoOnCounting() {
    askAboutDifferent(12);
    pace = aNode();
    askAboutDifferent(8);

    assertThat(pace.ask(officer, Question.CAMERAS_NEAR, List.of(UUID.randomUUID()))).isPresent();
    assertThat(aNode().ask(officer, Question.CAMERAS_NEAR, List.of(UUID.randomUUID()))).isPresent();
    assertThat(written).hasSize(1);
  }

  @Test
  void manyQuestionsAtOnceAreCountedOneByOne() throws Exception {
    var asked =
        IntStream.range(0, 40)
            .<Callable<Boolean>>mapToObj(
                _ -> () -> pace.ask(officer, Question.LOOK, List.of(UUID.randomUUID())).isEmpty())
            .toList();

    var answered = 0;
    try (var threads = Executors.newFixedThreadPool(6)) {
      for (var answer : threads.invokeAll(asked)) {
        answered += answer.get() ? 1 : 0;
      }
    }

    assertThat(answered).isEqualTo(20);
    assertThat(written).hasSize(1);
  }

  @Test
  void nothingIsRememberedForLongerThanTheWindowNorMoreThanMayBeAsked() {
    askAboutDifferent(60);
    assertThat(remembered()).isEqualTo(20);

    now = now.plus(WINDOW);
    pace.ask(officer, Question.CAMERAS_NEAR, List.of(UUID.randomUUID()));
    assertThat(remembered()).isEqualTo(1);

    now = now.plus(WINDOW);
    pace.sweep();
    assertThat(remembered()).isZero();
  }

  @Test
  void aClockThatIsSetBackKeepsNobodyWaiting() {
    askAboutDifferent(25);

    now = now.minus(Duration.ofDays(1));

    assertThat(pace.ask(officer, Question.CAMERAS_NEAR, List.of(UUID.randomUUID()))).isEmpty();
  }

  @Test
  void whatCouldNotBeWrittenDownIsWrittenWithTheNextQuestion() {
    askAboutDifferent(20);
    unwritable = true;
    assertThatIllegalStateException().isThrownBy(() -> askAboutDifferent(1));
    unwritable = false;

    askAboutDifferent(1);

    assertThat(written).hasSize(1);
  }

  private void askAboutDifferent(int times) {
    for (var i = 0; i < times; i++) {
      pace.ask(officer, Question.CAMERAS_NEAR, List.of(UUID.randomUUID()));
    }
  }

  private int remembered() {
    return jdbc.sql("SELECT count(*) FROM access.question WHERE person_id = :person")
        .param("person", officer.person().value())
        .query(Integer.class)
        .single();
  }

  private static Actor officer() {
    return new Actor(
        PersonId.random(),
        OrganisationId.random(),
        Set.of(Role.OFFICER),
        "session",
        null,
        "192.0.2.7");
  }
}
