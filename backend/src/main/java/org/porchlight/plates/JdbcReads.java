package org.porchlight.plates;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.porchlight.identity.OrganisationId;
import org.porchlight.kernel.Place;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class JdbcReads {

  private final JdbcClient jdbc;

  JdbcReads(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// A message as it lies in the queue.
  record Message(ReaderId reader, String eventId, Instant receivedAt, String body) {}

  /// Keeps a message.
  ///
  /// @return false if the same event of the same reader was there already
  boolean append(Message message) {
    return jdbc.sql(
                """
                INSERT INTO plates.message (reader_id, event_id, received_at, body)
                VALUES (:reader, :event, :at, :body)
                ON CONFLICT (reader_id, event_id) DO NOTHING
                """)
            .param("reader", message.reader().value())
            .param("event", message.eventId())
            .param("at", Timestamp.from(message.receivedAt()))
            .param("body", message.body())
            .update()
        > 0;
  }

  /// Takes the oldest messages that nobody has looked at. The rows stay locked until the caller's
  /// transaction ends, and another node skips them.
  List<Message> take(int limit) {
    return jdbc.sql(
            """
            SELECT * FROM plates.message
             WHERE handled_at IS NULL
             ORDER BY received_at
             LIMIT :limit
               FOR UPDATE SKIP LOCKED
            """)
        .param("limit", limit)
        .query((row, _) ->
            new Message(
                new ReaderId(row.getObject("reader_id", UUID.class)),
                row.getString("event_id"),
                row.getTimestamp("received_at").toInstant(),
                row.getString("body")))
        .list();
  }

  void handled(Message message, @Nullable String rejected, Instant now) {
    jdbc.sql(
            """
            UPDATE plates.message SET handled_at = :now, rejected = :rejected
             WHERE reader_id = :reader AND event_id = :event
            """)
        .param("now", Timestamp.from(now))
        .param("rejected", rejected)
        .param("reader", message.reader().value())
        .param("event", message.eventId())
        .update();
  }

  void add(Message message, ParsedRead read) {
    jdbc.sql(
            """
            INSERT INTO plates.read (id, reader_id, event_id, plate, key, state, confidence,
                                     at, received_at, latitude, longitude)
            VALUES (:id, :reader, :event, :plate, :key, :state, :confidence,
                    :at, :receivedAt, :latitude, :longitude)
            ON CONFLICT (reader_id, event_id) DO NOTHING
            """)
        .param("id", UUID.randomUUID())
        .param("reader", message.reader().value())
        .param("event", message.eventId())
        .param("plate", read.plate())
        .param("key", read.key())
        .param("state", read.state())
        .param("confidence", read.confidence())
        .param("at", Timestamp.from(read.at()))
        .param("receivedAt", Timestamp.from(message.receivedAt()))
        .param("latitude", read.place().latitude())
        .param("longitude", read.place().longitude())
        .update();
  }

  List<Read> latest(OrganisationId agency, int limit) {
    return jdbc.sql(
            """
            SELECT d.*, r.name AS reader_name
              FROM plates.read d
              JOIN plates.reader r ON r.id = d.reader_id
             WHERE r.agency_id = :agency
             ORDER BY d.received_at DESC
             LIMIT :limit
            """)
        .param("agency", agency.value())
        .param("limit", limit)
        .query(JdbcReads::toRead)
        .list();
  }

  int removeOlderThan(Instant limit) {
    jdbc.sql("DELETE FROM plates.message WHERE received_at < :limit")
        .param("limit", Timestamp.from(limit))
        .update();
    return jdbc.sql("DELETE FROM plates.read WHERE received_at < :limit")
        .param("limit", Timestamp.from(limit))
        .update();
  }

  private static Read toRead(ResultSet row, int rowNumber) throws SQLException {
    return new Read(
        row.getObject("id", UUID.class),
        new ReaderId(row.getObject("reader_id", UUID.class)),
        row.getString("reader_name"),
        row.getString("plate"),
        row.getString("key"),
        row.getString("state"),
        row.getObject("confidence", Double.class),
        row.getTimestamp("at").toInstant(),
        row.getTimestamp("received_at").toInstant(),
        new Place(row.getDouble("latitude"), row.getDouble("longitude")));
  }
}
