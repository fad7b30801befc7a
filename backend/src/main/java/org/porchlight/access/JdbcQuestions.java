package org.porchlight.access;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.porchlight.access.LookPace.Question;
import org.porchlight.identity.PersonId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// What people asked a moment ago. Every node reads and writes the same rows.
@Repository
class JdbcQuestions {

  record Asked(List<UUID> about, Instant at) {}

  private final JdbcClient jdbc;

  JdbcQuestions(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// Makes questions of one kind of one person wait for each other until the transaction ends.
  void lock(PersonId person, Question question) {
    jdbc.sql("SELECT pg_advisory_xact_lock(hashtextextended('question:' || :asker, 0))")
        .param("asker", question + ":" + person)
        .query(_ -> {});
  }

  /// Also what seems to come: a clock that was set back must not keep anybody waiting.
  void forget(PersonId person, Question question, Instant since, Instant now) {
    jdbc.sql(
            """
            DELETE FROM access.question
             WHERE person_id = :person AND kind = :kind AND (at <= :since OR at > :now)
            """)
        .param("person", person.value())
        .param("kind", question.name())
        .param("since", Timestamp.from(since))
        .param("now", Timestamp.from(now))
        .update();
  }

  /// Everybody's.
  void forget(Instant since) {
    jdbc.sql("DELETE FROM access.question WHERE at <= :since")
        .param("since", Timestamp.from(since))
        .update();
    jdbc.sql("DELETE FROM access.question_told WHERE at <= :since")
        .param("since", Timestamp.from(since))
        .update();
  }

  /// Oldest first.
  List<Asked> of(PersonId person, Question question) {
    return jdbc.sql(
            """
            SELECT about, at FROM access.question
             WHERE person_id = :person AND kind = :kind
             ORDER BY at
            """)
        .param("person", person.value())
        .param("kind", question.name())
        .query((row, _) ->
            new Asked(
                Arrays.asList((UUID[]) row.getArray("about").getArray()),
                row.getTimestamp("at").toInstant()))
        .list();
  }

  void add(PersonId person, Question question, List<UUID> about, Instant at) {
    jdbc.sql(
            """
            INSERT INTO access.question (person_id, kind, about, at)
            VALUES (:person, :kind, :about, :at)
            """)
        .param("person", person.value())
        .param("kind", question.name())
        .param("about", about.toArray(UUID[]::new))
        .param("at", Timestamp.from(at))
        .update();
  }

  /// When the log was last told that this person goes through many.
  Optional<Instant> toldAt(PersonId person, Question question) {
    return jdbc.sql(
            """
            SELECT at FROM access.question_told WHERE person_id = :person AND kind = :kind
            """)
        .param("person", person.value())
        .param("kind", question.name())
        .query(Timestamp.class)
        .optional()
        .map(Timestamp::toInstant);
  }

  void told(PersonId person, Question question, Instant at) {
    jdbc.sql(
            """
            INSERT INTO access.question_told (person_id, kind, at)
            VALUES (:person, :kind, :at)
            ON CONFLICT (person_id, kind) DO UPDATE SET at = excluded.at
            """)
        .param("person", person.value())
        .param("kind", question.name())
        .param("at", Timestamp.from(at))
        .update();
  }
}
