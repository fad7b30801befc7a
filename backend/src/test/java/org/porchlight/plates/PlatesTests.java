package org.porchlight.plates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.porchlight.testing.ActorsForTests.an;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.porchlight.identity.Actor;
import org.porchlight.identity.PersonId;
import org.porchlight.identity.Role;
import org.porchlight.kernel.Place;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;

@SpringBootTest
class PlatesTests {

  static final Place BRIDGE = new Place(33.51, -86.81);

  @Autowired Readers readers;
  @Autowired ReadIntake intake;
  @Autowired Reads reads;
  @Autowired ReadQueue queue;
  @Autowired JdbcReads rows;
  @Autowired JdbcClient jdbc;

  final Actor administrator = an(Role.ADMINISTRATOR);
  final Actor machine = an(Role.MACHINE);
  final Actor operator =
      new Actor(
          PersonId.random(),
          administrator.organisation(),
          Set.of(Role.OPERATOR),
          "session",
          null,
          "203.0.113.7");
  ReaderKey key;

  @BeforeEach
  void oneReader() {
    key = readers.add(administrator, new NewReader("Bridge east", BRIDGE, 90));
  }

  @Test
  void messageBecomesARead() {
    var answer =
        intake.receive(machine, key.secret(), null, "{\"eventId\":\"1\",\"plate\":\"abc 123\"}");

    assertThat(answer).isEqualTo(new ReadAnswer.Kept("1", true));
    await()
        .atMost(Duration.ofSeconds(5))
        .untilAsserted(() ->
            assertThat(reads.latest(operator, 50))
                .anySatisfy(read -> {
                  assertThat(read.reader()).isEqualTo(key.reader());
                  assertThat(read.key()).isEqualTo("ABC123");
                  assertThat(read.place()).isEqualTo(BRIDGE);
                  assertThat(read.readerName()).isEqualTo("Bridge east");
                }));
    assertThat(readers.all())
        .anySatisfy(reader -> {
          assertThat(reader.id()).isEqualTo(key.reader());
          assertThat(reader.lastReadAt()).isNotNull();
        });
  }

  @Test
  void onlyTheCenterOfTheReadersAgencySeesWhatItSaw() {
    intake.receive(machine, key.secret(), null, "{\"eventId\":\"9\",\"plate\":\"abc 999\"}");
    await().atMost(Duration.ofSeconds(5)).until(() -> readsOfThisReader() == 1);

    assertThat(reads.latest(operator, 50)).extracting(Read::key).contains("ABC999");
    assertThat(reads.latest(an(Role.OPERATOR), 50)).isEmpty();
    for (var role : Role.values()) {
      if (role != Role.OPERATOR && role != Role.SUPERVISOR) {
        assertThatThrownBy(() -> reads.latest(an(role), 50))
            .as(role.name())
            .isInstanceOf(MayNotSeeReads.class);
      }
    }
  }

  @Test
  void repeatedEventIsKeptOnce() {
    intake.receive(machine, key.secret(), null, "{\"eventId\":\"7\",\"plate\":\"A1\"}");

    assertThat(intake.receive(machine, key.secret(), null, "{\"eventId\":\"7\",\"plate\":\"A1\"}"))
        .isEqualTo(new ReadAnswer.Kept("7", false));

    await().atMost(Duration.ofSeconds(5)).until(() -> readsOfThisReader() == 1);
    queue.drain();
    assertThat(readsOfThisReader()).isOne();
  }

  @Test
  void withoutAnIdTheMessageItselfIsTheId() {
    var body = "{\"plate\":\"B2\"}";

    var first = (ReadAnswer.Kept) intake.receive(machine, key.secret(), null, body);
    var second = (ReadAnswer.Kept) intake.receive(machine, key.secret(), null, body);
    var third = (ReadAnswer.Kept) intake.receive(machine, key.secret(), "given", body);

    assertThat(first.eventId()).startsWith("sha256:");
    assertThat(second.fresh()).isFalse();
    assertThat(third).isEqualTo(new ReadAnswer.Kept("given", true));
  }

  @Test
  void messageThatMakesNoSenseIsKeptWithTheReason() {
    assertThat(intake.receive(machine, key.secret(), null, "{\"eventId\":\"9\",\"plate\":\"\"}"))
        .isInstanceOf(ReadAnswer.Kept.class);

    await()
        .atMost(Duration.ofSeconds(5))
        .untilAsserted(() ->
            assertThat(
                    jdbc.sql("SELECT rejected FROM plates.message WHERE reader_id = :reader")
                        .param("reader", key.reader().value())
                        .query(String.class)
                        .optional())
                .contains("plate must have 1 to 15 letters or digits"));
    assertThat(readsOfThisReader()).isZero();
  }

  @Test
  void whatIsNoJsonObjectIsRefused() {
    assertThat(intake.receive(machine, key.secret(), null, "[1]"))
        .isInstanceOf(ReadAnswer.Unreadable.class);
    assertThat(intake.receive(machine, key.secret(), null, "<xml/>"))
        .isInstanceOf(ReadAnswer.Unreadable.class);
    assertThat(
            intake.receive(machine, key.secret(), null, "{\"x\":\"" + "y".repeat(70_000) + "\"}"))
        .isInstanceOf(ReadAnswer.Unreadable.class);
  }

  @Test
  void wrongOrRetiredKeyIsRefused() {
    assertThat(intake.receive(machine, "nonsense", null, "{}"))
        .isInstanceOf(ReadAnswer.UnknownReader.class);

    readers.retire(administrator, key.reader());

    assertThat(intake.receive(machine, key.secret(), null, "{\"plate\":\"A1\"}"))
        .isInstanceOf(ReadAnswer.UnknownReader.class);
  }

  @Test
  void onlyAdministratorsChangeReaders() {
    assertThatThrownBy(() -> readers.add(an(Role.OPERATOR), new NewReader("Mine", BRIDGE, null)))
        .isInstanceOf(MayNotChangeReaders.class);
    assertThatThrownBy(() -> readers.retire(an(Role.SUPERVISOR), key.reader()))
        .isInstanceOf(MayNotChangeReaders.class);
  }

  @Test
  void keyIsStoredOnlyAsItsHash() {
    assertThat(
            jdbc.sql("SELECT r::text FROM plates.reader r WHERE id = :id")
                .param("id", key.reader().value())
                .query(String.class)
                .single())
        .doesNotContain(key.secret());
    assertThat(key.toString()).doesNotContain(key.secret());
  }

  @Test
  void readsAreForgottenAfterTheirTime() {
    intake.receive(machine, key.secret(), null, "{\"eventId\":\"old\",\"plate\":\"A1\"}");
    queue.drain();

    rows.removeOlderThan(Instant.now().minusSeconds(3_600));
    await().atMost(Duration.ofSeconds(5)).until(() -> readsOfThisReader() == 1);
    rows.removeOlderThan(Instant.now().plusSeconds(1));

    assertThat(readsOfThisReader()).isZero();
  }

  private long readsOfThisReader() {
    return jdbc.sql("SELECT count(*) FROM plates.read WHERE reader_id = :reader")
        .param("reader", key.reader().value())
        .query(Long.class)
        .single();
  }
}
