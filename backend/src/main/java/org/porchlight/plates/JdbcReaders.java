package org.porchlight.plates;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.porchlight.identity.OrganisationId;
import org.porchlight.kernel.Place;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class JdbcReaders {

  private final JdbcClient jdbc;

  JdbcReaders(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  void add(ReaderId id, OrganisationId agency, NewReader reader, byte[] keyHash, Instant now) {
    jdbc.sql(
            """
            INSERT INTO plates.reader
              (id, agency_id, name, latitude, longitude, direction, key_hash, added_at)
            VALUES (:id, :agency, :name, :latitude, :longitude, :direction, :keyHash, :now)
            """)
        .param("id", id.value())
        .param("agency", agency.value())
        .param("name", reader.name())
        .param("latitude", reader.place().latitude())
        .param("longitude", reader.place().longitude())
        .param("direction", reader.direction())
        .param("keyHash", keyHash)
        .param("now", Timestamp.from(now))
        .update();
  }

  boolean retire(ReaderId id, Instant now) {
    return jdbc.sql(
                "UPDATE plates.reader SET retired_at = :now WHERE id = :id AND retired_at IS NULL")
            .param("now", Timestamp.from(now))
            .param("id", id.value())
            .update()
        > 0;
  }

  Optional<ReaderId> activeByKey(byte[] keyHash) {
    return jdbc.sql("SELECT id FROM plates.reader WHERE key_hash = :keyHash AND retired_at IS NULL")
        .param("keyHash", keyHash)
        .query((row, _) -> new ReaderId(row.getObject("id", UUID.class)))
        .optional();
  }

  Optional<Place> place(ReaderId id) {
    return jdbc.sql("SELECT latitude, longitude FROM plates.reader WHERE id = :id")
        .param("id", id.value())
        .query((row, _) -> new Place(row.getDouble("latitude"), row.getDouble("longitude")))
        .optional();
  }

  List<Reader> all() {
    return jdbc.sql(
            """
            SELECT r.*,
                   (SELECT max(m.received_at) FROM plates.message m WHERE m.reader_id = r.id)
                     AS last_read_at
              FROM plates.reader r
             ORDER BY r.name
             LIMIT 1000
            """)
        .query(JdbcReaders::toReader)
        .list();
  }

  private static Reader toReader(ResultSet row, int rowNumber) throws SQLException {
    var last = row.getTimestamp("last_read_at");
    return new Reader(
        new ReaderId(row.getObject("id", UUID.class)),
        row.getString("name"),
        new Place(row.getDouble("latitude"), row.getDouble("longitude")),
        row.getObject("direction", Integer.class),
        row.getTimestamp("retired_at") == null,
        last == null ? null : last.toInstant());
  }
}
