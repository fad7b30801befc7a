package org.porchlight.transparency;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class JdbcChecks {

  private final JdbcClient jdbc;

  JdbcChecks(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// Keeps a check and its findings.
  ///
  /// @param night for which it is; null on demand
  /// @return false if this night has its check already
  boolean add(CompletenessCheck check, @Nullable LocalDate night) {
    var added =
        jdbc.sql(
                """
                INSERT INTO transparency.completeness
                  (id, at, since, until, night, permits, bytes, findings)
                VALUES (:id, :at, :since, :until, :night, :permits, :bytes, :findings)
                ON CONFLICT (night) DO NOTHING
                """)
            .param("id", check.id())
            .param("at", Timestamp.from(check.at()))
            .param("since", Timestamp.from(check.since()))
            .param("until", Timestamp.from(check.until()))
            .param("night", night)
            .param("permits", check.permits())
            .param("bytes", check.bytes())
            .param("findings", check.count())
            .update();
    if (added == 0) {
      return false;
    }
    for (var finding : check.findings()) {
      jdbc.sql(
              """
              INSERT INTO transparency.finding
                (check_id, kind, what, permit_id, camera_id, first_at, last_at, bytes)
              VALUES (:check, :kind, :what, :permit, :camera, :first, :last, :bytes)
              """)
          .param("check", check.id())
          .param("kind", finding.kind().name())
          .param("what", finding.what())
          .param("permit", finding.permit())
          .param("camera", finding.camera())
          .param("first", Timestamp.from(finding.firstAt()))
          .param("last", Timestamp.from(finding.lastAt()))
          .param("bytes", finding.bytes())
          .update();
    }
    return true;
  }

  /// Until when the last check of a night looked.
  Optional<Instant> nightsUntil() {
    return jdbc.sql("SELECT max(until) FROM transparency.completeness WHERE night IS NOT NULL")
        .query((row, _) -> Optional.ofNullable(row.getTimestamp(1)).map(Timestamp::toInstant))
        .single();
  }

  boolean hasNight(LocalDate night) {
    return jdbc.sql("SELECT count(*) FROM transparency.completeness WHERE night = :night")
            .param("night", night)
            .query(Integer.class)
            .single()
        > 0;
  }

  /// Newest first.
  List<CompletenessCheck> newest(int limit) {
    return jdbc
        .sql("SELECT * FROM transparency.completeness ORDER BY at DESC LIMIT :limit")
        .param("limit", limit)
        .query(JdbcChecks::toCheck)
        .list()
        .stream()
        .map(check -> check.isComplete() ? check : withFindings(check))
        .toList();
  }

  private CompletenessCheck withFindings(CompletenessCheck check) {
    var findings =
        jdbc.sql("SELECT * FROM transparency.finding WHERE check_id = :check ORDER BY id")
            .param("check", check.id())
            .query(JdbcChecks::toFinding)
            .list();
    return new CompletenessCheck(
        check.id(),
        check.at(),
        check.since(),
        check.until(),
        check.permits(),
        check.bytes(),
        check.count(),
        findings);
  }

  private static CompletenessCheck toCheck(ResultSet row, int number) throws SQLException {
    return new CompletenessCheck(
        row.getObject("id", UUID.class),
        row.getTimestamp("at").toInstant(),
        row.getTimestamp("since").toInstant(),
        row.getTimestamp("until").toInstant(),
        row.getLong("permits"),
        row.getLong("bytes"),
        row.getInt("findings"),
        List.of());
  }

  private static Finding toFinding(ResultSet row, int number) throws SQLException {
    return new Finding(
        Finding.Kind.valueOf(row.getString("kind")),
        row.getString("what"),
        row.getObject("permit_id", UUID.class),
        row.getObject("camera_id", UUID.class),
        row.getTimestamp("first_at").toInstant(),
        row.getTimestamp("last_at").toInstant(),
        row.getLong("bytes"));
  }
}
