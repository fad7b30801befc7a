package org.porchlight.evidence;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.porchlight.access.Permit;
import org.porchlight.identity.PersonId;
import org.porchlight.incidents.IncidentId;
import org.porchlight.registry.CameraId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class JdbcClips {

  private final JdbcClient jdbc;

  /// A clip on its way.
  record Unfinished(ClipId id, String key, ClipState state, int attempts) {}

  /// What a manifest in the store must be.
  record ManifestSum(String sha256, long bytes) {}

  /// Who asked for a clip, of what, and with which permit.
  record Asked(
      CameraId camera, UUID permit, PersonId by, String purpose, @Nullable IncidentId incident) {}

  JdbcClips(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  void begin(
      ClipId id,
      Permit permit,
      UUID spool,
      String key,
      UUID request,
      Manifest.About about,
      Instant now) {
    jdbc.sql(
            """
            INSERT INTO evidence.clip
              (id, camera_id, incident_id, purpose, permit_id, saved_by, saved_at, state, spool,
               object_key, request_id, part, parts, asked_from, asked_to)
            VALUES
              (:id, :camera, :incident, :purpose, :permit, :person, :now, 'CUTTING', :spool, :key,
               :request, :part, :parts, :askedFrom, :askedTo)
            """)
        .param("id", id.value())
        .param("camera", permit.camera().value())
        .param("incident", permit.incident().map(IncidentId::value).orElse(null))
        .param("purpose", permit.purpose().code())
        .param("permit", permit.id())
        .param("person", permit.who().person().value())
        .param("now", utc(now))
        .param("spool", spool)
        .param("key", key)
        .param("request", request)
        .param("part", about.part())
        .param("parts", about.parts())
        .param("askedFrom", utc(about.askedFrom()))
        .param("askedTo", utc(about.askedTo()))
        .update();
  }

  Asked asked(ClipId id) {
    return jdbc.sql(
            """
            SELECT camera_id, permit_id, saved_by, purpose, incident_id
              FROM evidence.clip
             WHERE id = :id
            """)
        .param("id", id.value())
        .query(JdbcClips::toAsked)
        .single();
  }

  private static Asked toAsked(ResultSet row, int number) throws SQLException {
    var incident = row.getObject("incident_id", UUID.class);
    return new Asked(
        new CameraId(row.getObject("camera_id", UUID.class)),
        row.getObject("permit_id", UUID.class),
        new PersonId(row.getObject("saved_by", UUID.class)),
        row.getString("purpose"),
        incident == null ? null : new IncidentId(incident));
  }

  /// From CUTTING to SPOOLED.
  ///
  /// @return false if it was not being cut any more
  boolean spooled(ClipId id, Spool.Kept kept) {
    var manifest = kept.manifest();
    return jdbc.sql(
                """
                UPDATE evidence.clip
                   SET state = 'SPOOLED', footage_from = :from, footage_to = :to, sha256 = :sha256,
                       bytes = :bytes, codecs = :codecs, sound = :sound, gaps = :gaps,
                       pictures = :pictures,
                       manifest_sha256 = :manifestSha256, manifest_bytes = :manifestBytes
                 WHERE id = :id AND state = 'CUTTING'
                """)
            .param("id", id.value())
            .param("from", utc(manifest.from()))
            .param("to", utc(manifest.to()))
            .param("sha256", manifest.sha256())
            .param("bytes", manifest.bytes())
            .param("codecs", manifest.format().codecs())
            .param("sound", manifest.sound() != null)
            .param("gaps", manifest.gaps().size())
            .param("pictures", manifest.pictures().size())
            .param("manifestSha256", kept.manifestSha256())
            .param("manifestBytes", kept.text().length())
            .update()
        == 1;
  }

  /// From CUTTING to FAILED.
  ///
  /// @return false if it was not being cut any more
  boolean failed(ClipId id, String error) {
    return jdbc.sql(
                """
                UPDATE evidence.clip
                   SET state = 'FAILED', last_error = :error
                 WHERE id = :id AND state = 'CUTTING'
                """)
            .param("id", id.value())
            .param("error", error)
            .update()
        == 1;
  }

  /// From SPOOLED to STORED.
  ///
  /// @return false if somebody else has stored it meanwhile
  boolean stored(ClipId id, Instant now) {
    return jdbc.sql(
                """
                UPDATE evidence.clip
                   SET state = 'STORED', stored_at = :now, next_attempt_at = NULL, last_error = NULL
                 WHERE id = :id AND state = 'SPOOLED'
                """)
            .param("id", id.value())
            .param("now", utc(now))
            .update()
        == 1;
  }

  void postponed(ClipId id, int attempts, Instant next, String error) {
    jdbc.sql(
            """
            UPDATE evidence.clip
               SET attempts = :attempts, next_attempt_at = :next, last_error = :error
             WHERE id = :id AND state = 'SPOOLED'
            """)
        .param("id", id.value())
        .param("attempts", attempts)
        .param("next", utc(next))
        .param("error", error)
        .update();
  }

  /// What lies in this spool and is due, oldest first.
  List<Unfinished> unfinished(UUID spool, Instant now, int limit) {
    return jdbc.sql(
            """
            SELECT id, object_key, state, attempts
              FROM evidence.clip
             WHERE spool = :spool AND state IN ('CUTTING', 'SPOOLED')
               AND (next_attempt_at IS NULL OR next_attempt_at <= :now)
             ORDER BY saved_at
             LIMIT :limit
            """)
        .param("spool", spool)
        .param("now", utc(now))
        .param("limit", limit)
        .query(JdbcClips::toUnfinished)
        .list();
  }

  Optional<Unfinished> unfinished(ClipId id) {
    return jdbc.sql(
            """
            SELECT id, object_key, state, attempts
              FROM evidence.clip
             WHERE id = :id AND state = 'SPOOLED'
            """)
        .param("id", id.value())
        .query(JdbcClips::toUnfinished)
        .optional();
  }

  Optional<ClipState> state(ClipId id) {
    return jdbc.sql("SELECT state FROM evidence.clip WHERE id = :id")
        .param("id", id.value())
        .query((row, _) -> ClipState.valueOf(row.getString("state")))
        .optional();
  }

  /// Clips of which there are bytes.
  Optional<Clip> find(ClipId id) {
    return jdbc.sql("SELECT * FROM evidence.clip WHERE id = :id AND state IN ('SPOOLED', 'STORED')")
        .param("id", id.value())
        .query(JdbcClips::toClip)
        .optional();
  }

  Optional<String> key(ClipId id) {
    return jdbc.sql("SELECT object_key FROM evidence.clip WHERE id = :id")
        .param("id", id.value())
        .query(String.class)
        .optional();
  }

  /// Whether there is sound in a clip; empty if only its manifest says so.
  Optional<Boolean> sound(ClipId id) {
    return jdbc.sql("SELECT sound FROM evidence.clip WHERE id = :id AND sound IS NOT NULL")
        .param("id", id.value())
        .query(Boolean.class)
        .optional();
  }

  /// Empty for clips of the first days, which have none.
  Optional<ManifestSum> manifest(ClipId id) {
    return jdbc.sql(
            """
            SELECT manifest_sha256, manifest_bytes
              FROM evidence.clip
             WHERE id = :id AND manifest_sha256 IS NOT NULL
            """)
        .param("id", id.value())
        .query((row, _) ->
            new ManifestSum(row.getString("manifest_sha256"), row.getLong("manifest_bytes")))
        .optional();
  }

  List<Clip> ofIncident(UUID incident, int limit) {
    return jdbc.sql(
            """
            SELECT *
              FROM evidence.clip
             WHERE incident_id = :incident AND state IN ('SPOOLED', 'STORED')
             ORDER BY saved_at DESC, request_id, part, id
             LIMIT :limit
            """)
        .param("incident", incident)
        .param("limit", limit)
        .query(JdbcClips::toClip)
        .list();
  }

  private record Count(IncidentId incident, int clips) {}

  /// How many each of these incidents has; those without any are absent.
  Map<IncidentId, Integer> countOf(Collection<IncidentId> incidents) {
    return jdbc
        .sql(
            """
            SELECT incident_id, count(*) AS clips
              FROM evidence.clip
             WHERE incident_id = ANY(:incidents) AND state IN ('SPOOLED', 'STORED')
             GROUP BY incident_id
            """)
        .param("incidents", incidents.stream().map(IncidentId::value).toArray(UUID[]::new))
        .query((row, _) ->
            new Count(
                new IncidentId(row.getObject("incident_id", UUID.class)), row.getInt("clips")))
        .list()
        .stream()
        .collect(Collectors.toMap(Count::incident, Count::clips));
  }

  void handled(
      ClipId clip, Instant at, String act, @Nullable PersonId person, @Nullable String note) {
    jdbc.sql(
            """
            INSERT INTO evidence.custody (clip_id, at, act, person_id, note)
            VALUES (:clip, :at, :act, :person, :note)
            """)
        .param("clip", clip.value())
        .param("at", utc(at))
        .param("act", act)
        .param("person", person == null ? null : person.value())
        .param("note", note)
        .update();
  }

  List<ClipStory> stories(Collection<ClipId> some) {
    return jdbc.sql(
            """
            SELECT c.id, c.state, count(h.id)::int AS viewed, max(h.at) AS last_viewed
              FROM evidence.clip c
              LEFT JOIN evidence.custody h ON h.clip_id = c.id AND h.act = 'PLAYED'
             WHERE c.id = ANY (?) AND c.state <> 'FAILED'
             GROUP BY c.id, c.state
            """)
        .param(some.stream().map(ClipId::value).toArray(UUID[]::new))
        .query((row, _) -> {
          var last = row.getTimestamp("last_viewed");
          return new ClipStory(
              new ClipId(row.getObject("id", UUID.class)),
              ClipState.valueOf(row.getString("state")),
              row.getInt("viewed"),
              last == null ? null : last.toInstant());
        })
        .list();
  }

  List<CustodyLine> custody(ClipId clip) {
    return jdbc.sql("SELECT * FROM evidence.custody WHERE clip_id = :clip ORDER BY id")
        .param("clip", clip.value())
        .query(JdbcClips::toCustodyLine)
        .list();
  }

  private static Unfinished toUnfinished(ResultSet row, int number) throws SQLException {
    return new Unfinished(
        new ClipId(row.getObject("id", UUID.class)),
        row.getString("object_key"),
        ClipState.valueOf(row.getString("state")),
        row.getInt("attempts"));
  }

  private static Clip toClip(ResultSet row, int number) throws SQLException {
    var incident = row.getObject("incident_id", UUID.class);
    return new Clip(
        new ClipId(row.getObject("id", UUID.class)),
        new CameraId(row.getObject("camera_id", UUID.class)),
        instant(row, "footage_from"),
        instant(row, "footage_to"),
        incident == null ? null : new IncidentId(incident),
        row.getString("purpose"),
        row.getString("sha256"),
        row.getLong("bytes"),
        row.getString("codecs"),
        row.getObject("pictures", Integer.class),
        row.getInt("gaps"),
        asked(row),
        ClipState.valueOf(row.getString("state")),
        new PersonId(row.getObject("saved_by", UUID.class)),
        instant(row, "saved_at"));
  }

  /// Clips of the first days do not know what was asked for.
  private static Clip.Asked asked(ResultSet row) throws SQLException {
    var known = row.getObject("asked_from") != null;
    return new Clip.Asked(
        instant(row, known ? "asked_from" : "footage_from"),
        instant(row, known ? "asked_to" : "footage_to"),
        row.getInt("part"),
        row.getInt("parts"));
  }

  private static CustodyLine toCustodyLine(ResultSet row, int number) throws SQLException {
    var person = row.getObject("person_id", UUID.class);
    return new CustodyLine(
        instant(row, "at"),
        row.getString("act"),
        person == null ? null : new PersonId(person),
        row.getString("note"));
  }

  private static Instant instant(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }

  private static OffsetDateTime utc(Instant at) {
    return OffsetDateTime.ofInstant(at, ZoneOffset.UTC);
  }
}
