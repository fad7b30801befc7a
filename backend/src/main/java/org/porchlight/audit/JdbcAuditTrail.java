package org.porchlight.audit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

@Repository
class JdbcAuditTrail implements AuditTrail {

  private static final int MOST = 1_000;

  /// What a row is read from: the leaf as it stands in the tree, and what opens it.
  private static final String COLUMNS =
      """
      e.entry, f.index, e.at, e.event, e.leaf, e.camera_seq, array_to_json(e.personal)::text AS personal,
      (SELECT json_object_agg(o.field, o.value) FROM audit.opening o WHERE o.entry = e.entry)::text
        AS opened
      """;

  /// Members of a leaf that have a place of their own in an [OpenedEntry].
  private static final Set<String> NAMED =
      Set.of("v", "t", "ev", "out", "pur", "basis", "cam_seq", "cam_prev");

  private static final TypeReference<Map<String, Object>> MEMBERS = new TypeReference<>() {};
  private static final TypeReference<Map<String, String>> VALUES = new TypeReference<>() {};
  private static final TypeReference<List<String>> NAMES = new TypeReference<>() {};
  private static final JsonMapper JSON = new JsonMapper();

  private final JdbcClient jdbc;

  JdbcAuditTrail(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public List<OpenedEntry> ofCamera(String cameraId, long beforeSeq, int limit) {
    return jdbc.sql(
            "SELECT "
                + COLUMNS
                + """
                FROM audit.line l
                JOIN audit.entry e USING (line)
                LEFT JOIN audit.leaf f USING (entry)
                WHERE l.camera = ? AND e.camera_seq < ?
                ORDER BY e.camera_seq DESC
                LIMIT ?
                """)
        .params(cameraId, beforeSeq, Math.clamp(limit, 1, MOST))
        .query(JdbcAuditTrail::opened)
        .list();
  }

  @Override
  public List<OpenedEntry> ofPermits(String cameraId, Collection<String> permits) {
    return jdbc.sql(
            "SELECT "
                + COLUMNS
                + """
                FROM audit.line l
                JOIN audit.entry e USING (line)
                LEFT JOIN audit.leaf f USING (entry)
                WHERE l.camera = ? AND e.entry IN
                  (SELECT p.entry FROM audit.opening p WHERE p.field = 'permit' AND p.value = ANY (?))
                ORDER BY e.camera_seq
                """)
        .params(cameraId, permits.toArray(String[]::new))
        .query(JdbcAuditTrail::opened)
        .list();
  }

  @Override
  public List<OpenedEntry> page(
      RecordedAccess reading, @Nullable String event, long beforeEntry, int limit) {
    return jdbc.sql(
            "SELECT "
                + COLUMNS
                + """
                FROM audit.entry e
                LEFT JOIN audit.leaf f USING (entry)
                WHERE e.entry < :before
                  AND (:event = '' OR e.event = :event
                       OR (right(:event, 1) = '.' AND starts_with(e.event, :event)))
                ORDER BY e.entry DESC
                LIMIT :limit
                """)
        .param("before", beforeEntry)
        .param("event", event == null ? "" : event)
        .param("limit", Math.clamp(limit, 1, MOST))
        .query(JdbcAuditTrail::opened)
        .list();
  }

  private static OpenedEntry opened(ResultSet row, int number) throws SQLException {
    var leaf = JSON.readValue(row.getBytes("leaf"), MEMBERS);
    var committed = new HashSet<>(JSON.readValue(row.getString("personal"), NAMES));
    var opened = row.getString("opened");
    var plain = new HashMap<String, Object>();
    leaf.forEach((field, value) -> {
      if (!NAMED.contains(field) && !committed.contains(field)) {
        plain.put(field, value instanceof Integer small ? (Object) small.longValue() : value);
      }
    });
    var index = row.getLong("index");
    var indexed = !row.wasNull();
    var cameraSeq = row.getLong("camera_seq");
    var numbered = !row.wasNull();
    return new OpenedEntry(
        row.getLong("entry"),
        indexed ? (Long) index : null,
        row.getObject("at", OffsetDateTime.class).toInstant(),
        row.getString("event"),
        Outcome.valueOf(String.valueOf(leaf.get("out"))),
        (String) leaf.get("pur"),
        (String) leaf.get("basis"),
        numbered ? (Long) cameraSeq : null,
        opened == null ? Map.of() : JSON.readValue(opened, VALUES),
        plain);
  }
}
