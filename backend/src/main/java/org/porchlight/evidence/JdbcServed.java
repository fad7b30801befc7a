package org.porchlight.evidence;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.porchlight.kernel.ServedBook;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The journal of what was served here.
@Repository("evidenceServed")
class JdbcServed implements ServedBook {

  private final JdbcClient jdbc;

  JdbcServed(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public void write(List<Row> rows) {
    jdbc.sql(
            """
            INSERT INTO evidence.served (permit_id, camera_id, what, first_at, last_at, bytes)
            SELECT * FROM unnest(
              ?::uuid[], ?::uuid[], ?::text[], ?::timestamptz[], ?::timestamptz[], ?::bigint[])
            """)
        .param(1, rows.stream().map(Row::permit).toArray(UUID[]::new))
        .param(2, rows.stream().map(Row::camera).toArray(UUID[]::new))
        .param(3, rows.stream().map(Row::what).toArray(String[]::new))
        .param(4, rows.stream().map(row -> row.firstAt().toString()).toArray(String[]::new))
        .param(5, rows.stream().map(row -> row.lastAt().toString()).toArray(String[]::new))
        .param(6, rows.stream().map(Row::bytes).toArray(Long[]::new))
        .update();
  }

  @Override
  public List<Row> sums(Instant from, Instant to, UUID after, int limit) {
    return jdbc.sql(
            """
            SELECT permit_id, camera_id, what, min(first_at) AS first_at, max(last_at) AS last_at,
                   sum(bytes)::bigint AS bytes
              FROM evidence.served
             WHERE permit_id IN
               (SELECT DISTINCT permit_id FROM evidence.served
                 WHERE written_at >= :from AND written_at < :to AND permit_id > :after
                 ORDER BY permit_id
                 LIMIT :limit)
             GROUP BY permit_id, camera_id, what
             ORDER BY permit_id
            """)
        .param("from", Timestamp.from(from))
        .param("to", Timestamp.from(to))
        .param("after", after)
        .param("limit", limit)
        .query(JdbcServed::toRow)
        .list();
  }

  private static Row toRow(ResultSet row, int number) throws SQLException {
    return new Row(
        row.getObject("permit_id", UUID.class),
        row.getObject("camera_id", UUID.class),
        row.getString("what"),
        row.getTimestamp("first_at").toInstant(),
        row.getTimestamp("last_at").toInstant(),
        row.getLong("bytes"));
  }
}
