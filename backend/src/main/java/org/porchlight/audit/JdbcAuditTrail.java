package org.porchlight.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
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
  private static final TypeReference<List<List<String>>> LISTS = new TypeReference<>() {};
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
  public List<PermitEntry> ofPermits(Collection<String> permits) {
    return jdbc.sql(
            """
            SELECT p.value AS permit, e.event, e.leaf, c.value AS camera
              FROM audit.opening p
              JOIN audit.entry e USING (entry)
              LEFT JOIN audit.opening c ON c.entry = p.entry AND c.field = 'cam'
             WHERE p.field = 'permit' AND p.value = ANY (?)
             ORDER BY e.entry
            """)
        .param(permits.toArray(String[]::new))
        .query(JdbcAuditTrail::ofPermit)
        .list();
  }

  @Override
  public Map<LocalDate, Integer> days(String cameraId, Instant from, Instant to, ZoneId zone) {
    var days = new TreeMap<LocalDate, Integer>();
    jdbc.sql(
            """
            SELECT (e.at AT TIME ZONE :zone)::date AS day, count(*)::int AS many
              FROM audit.line l
              JOIN audit.entry e USING (line)
              LEFT JOIN audit.opening p ON p.entry = e.entry AND p.field = 'permit'
             WHERE l.camera = :camera AND e.at >= :from AND e.at < :to
               AND NOT EXISTS
                 (SELECT FROM audit.opening b
                   WHERE b.field = 'permit' AND b.value = p.value AND b.entry < e.entry)
             GROUP BY 1
            """)
        .param("zone", zone.getId())
        .param("camera", cameraId)
        .param("from", Timestamp.from(from))
        .param("to", Timestamp.from(to))
        .query((row, _) -> {
          days.put(row.getObject("day", LocalDate.class), row.getInt("many"));
          return true;
        })
        .list();
    return days;
  }

  @Override
  public Optional<Numbers> numbers(String cameraId, Instant from, Instant to) {
    return jdbc.sql(
            """
            SELECT min(e.camera_seq) AS lowest, max(e.camera_seq) AS highest
              FROM audit.line l
              JOIN audit.entry e USING (line)
             WHERE l.camera = :camera AND e.at >= :from AND e.at < :to
            HAVING count(*) > 0
            """)
        .param("camera", cameraId)
        .param("from", Timestamp.from(from))
        .param("to", Timestamp.from(to))
        .query((row, _) -> new Numbers(row.getLong("lowest"), row.getLong("highest")))
        .optional();
  }

  @Override
  public List<CameraLine> cameras(int limit) {
    return jdbc.sql(
            """
            SELECT l.camera, n.camera_seq, n.at
              FROM audit.line l
             CROSS JOIN LATERAL
               (SELECT e.camera_seq, e.at FROM audit.entry e
                 WHERE e.line = l.line ORDER BY e.camera_seq DESC LIMIT 1) n
             ORDER BY n.at DESC
             LIMIT :limit
            """)
        .param("limit", Math.clamp(limit, 1, MOST))
        .query((row, _) ->
            new CameraLine(
                row.getString("camera"),
                row.getLong("camera_seq"),
                row.getTimestamp("at").toInstant()))
        .list();
  }

  @Override
  public List<NumberedLeaf> leavesOf(String cameraId, long afterNumber, int limit) {
    return jdbc.sql(
            """
            SELECT e.camera_seq, f.index, e.leaf,
              (SELECT json_agg(json_build_array(o.field, encode(o.salt, 'base64'), o.value)
                               ORDER BY o.field)
                 FROM audit.opening o WHERE o.entry = e.entry)::text AS openings
              FROM audit.line l
              JOIN audit.entry e USING (line)
              LEFT JOIN audit.leaf f USING (entry)
             WHERE l.camera = ? AND e.camera_seq > ?
             ORDER BY e.camera_seq
             LIMIT ?
            """)
        .params(cameraId, afterNumber, Math.clamp(limit, 1, MOST))
        .query(JdbcAuditTrail::leaf)
        .list();
  }

  private static NumberedLeaf leaf(ResultSet row, int number) throws SQLException {
    var index = row.getLong("index");
    var indexed = !row.wasNull();
    var openings = row.getString("openings");
    return new NumberedLeaf(
        row.getLong("camera_seq"),
        indexed ? (Long) index : null,
        new String(row.getBytes("leaf"), UTF_8),
        openings == null
            ? List.of()
            : JSON.readValue(openings, LISTS).stream()
                .map(of -> new NumberedLeaf.Opening(of.get(0), of.get(1), of.get(2)))
                .toList());
  }

  private static PermitEntry ofPermit(ResultSet row, int number) throws SQLException {
    var leaf = JSON.readValue(row.getBytes("leaf"), MEMBERS);
    return new PermitEntry(
        row.getString("permit"),
        row.getString("event"),
        Outcome.valueOf(String.valueOf(leaf.get("out"))),
        row.getString("camera"),
        leaf.get("bytes") instanceof Number bytes ? (Long) bytes.longValue() : null,
        leaf.get("reason") instanceof String reason ? reason : null);
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
