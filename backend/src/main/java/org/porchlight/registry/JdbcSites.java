package org.porchlight.registry;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.porchlight.identity.OrganisationId;
import org.porchlight.identity.PersonId;
import org.porchlight.kernel.Place;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class JdbcSites {

  private enum State {
    UNPROVED,
    PROVED,
    ENDED
  }

  /// What is known of the last letter to a site.
  ///
  /// @param hash in hexadecimal; absent if there is none that counts
  record Letter(@Nullable String hash, @Nullable Instant until, int attempts) {}

  private final JdbcClient jdbc;

  JdbcSites(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  void addAll(List<Site> sites, Instant at) {
    if (sites.isEmpty()) {
      return;
    }
    jdbc.sql(
            """
            INSERT INTO registry.site
              (id, owner_id, organisation_id, address, latitude, longitude, relation, registered_at)
            SELECT s.*, :at
              FROM unnest(:ids, :owners, :organisations, :addresses, :latitudes, :longitudes,
                     :relations) AS s
            """)
        .param("ids", sites.stream().map(site -> site.id().value()).toArray(UUID[]::new))
        .param("owners", sites.stream().map(site -> site.owner().value()).toArray(UUID[]::new))
        .param(
            "organisations",
            sites.stream().map(site -> site.organisation().value()).toArray(UUID[]::new))
        .param("addresses", sites.stream().map(Site::address).toArray(String[]::new))
        .param(
            "latitudes", sites.stream().map(site -> site.place().latitude()).toArray(Double[]::new))
        .param(
            "longitudes",
            sites.stream().map(site -> site.place().longitude()).toArray(Double[]::new))
        .param(
            "relations", sites.stream().map(site -> site.relation().name()).toArray(String[]::new))
        .param("at", Timestamp.from(at))
        .update();
  }

  Optional<Site> find(SiteId id) {
    return jdbc.sql("SELECT * FROM registry.site WHERE id = :id")
        .param("id", id.value())
        .query(JdbcSites::toSite)
        .optional();
  }

  List<Site> ofOwner(PersonId owner) {
    return jdbc.sql("SELECT * FROM registry.site WHERE owner_id = :owner ORDER BY address, id")
        .param("owner", owner.value())
        .query(JdbcSites::toSite)
        .list();
  }

  /// False if it is proved already.
  boolean prove(SiteId id, SiteProof.Proved proof) {
    return jdbc.sql(
                """
                UPDATE registry.site
                   SET proof = 'PROVED', proof_changed_at = :at, proved_how = :how, decal = :decal,
                       letter_hash = NULL, letter_until = NULL, letter_attempts = 0
                 WHERE id = :id AND proof <> 'PROVED'
                """)
            .param("id", id.value())
            .param("at", Timestamp.from(proof.at()))
            .param("how", proof.how().name())
            .param("decal", proof.decal())
            .update()
        == 1;
  }

  /// False if it was not proved.
  boolean endProof(SiteId id, Instant at) {
    return jdbc.sql(
                """
                UPDATE registry.site
                   SET proof = 'ENDED', proof_changed_at = :at, proved_how = NULL, decal = NULL
                 WHERE id = :id AND proof = 'PROVED'
                """)
            .param("id", id.value())
            .param("at", Timestamp.from(at))
            .update()
        == 1;
  }

  boolean decalIsInUse(String decal) {
    return jdbc.sql(
            """
            SELECT EXISTS (SELECT FROM registry.site WHERE decal = :decal AND proof = 'PROVED')
            """)
        .param("decal", decal)
        .query(Boolean.class)
        .single();
  }

  void putLetter(SiteId id, String hash, Instant until) {
    jdbc.sql(
            """
            UPDATE registry.site
               SET letter_hash = decode(:hash, 'hex'), letter_until = :until, letter_attempts = 0
             WHERE id = :id
            """)
        .param("id", id.value())
        .param("hash", hash)
        .param("until", Timestamp.from(until))
        .update();
  }

  /// Counts one more attempt, and locks the row until the transaction ends.
  Letter attempt(SiteId id) {
    return jdbc.sql(
            """
            UPDATE registry.site
               SET letter_attempts = letter_attempts + 1
             WHERE id = :id
            RETURNING encode(letter_hash, 'hex') AS letter_hash, letter_until, letter_attempts
            """)
        .param("id", id.value())
        .query((row, _) -> {
          var until = row.getTimestamp("letter_until");
          return new Letter(
              row.getString("letter_hash"),
              until == null ? null : until.toInstant(),
              row.getInt("letter_attempts"));
        })
        .single();
  }

  /// Deletes the site if it has no camera any more.
  void deleteIfEmpty(SiteId id) {
    jdbc.sql(
            """
            DELETE FROM registry.site s
             WHERE s.id = :id
               AND NOT EXISTS (SELECT FROM registry.camera c WHERE c.site_id = s.id)
            """)
        .param("id", id.value())
        .update();
  }

  /// Whether a camera of the site is routed to this agency.
  ///
  /// @param nobodysToo whether one that is routed to nobody counts as well
  boolean isOf(SiteId id, OrganisationId agency, boolean nobodysToo) {
    return jdbc.sql(
            """
            SELECT EXISTS (
              SELECT FROM registry.camera c
               WHERE c.site_id = :id
                 AND (c.agency_id = :agency OR (:nobodysToo AND c.agency_id IS NULL)))
            """)
        .param("id", id.value())
        .param("agency", agency.value())
        .param("nobodysToo", nobodysToo)
        .query(Boolean.class)
        .single();
  }

  /// The sites with a camera that is routed to this agency.
  ///
  /// @param nobodysToo whether one that is routed to nobody counts as well
  /// @param metres how near a camera of another account makes it a possible duplicate
  List<SitesToProve.SiteToProve> toProve(
      OrganisationId agency, boolean nobodysToo, int offset, int limit, double metres) {
    return jdbc.sql(
            """
            SELECT s.*,
                   (SELECT count(*) FROM registry.camera c WHERE c.site_id = s.id) AS cameras,
                   EXISTS (
                     SELECT
                       FROM registry.camera mine
                       JOIN registry.camera other
                         ON point(other.longitude, other.latitude) <@ box(
                              point(mine.longitude - :metres / (111194.9 * cos(radians(mine.latitude))),
                                    mine.latitude - :metres / 111194.9),
                              point(mine.longitude + :metres / (111194.9 * cos(radians(mine.latitude))),
                                    mine.latitude + :metres / 111194.9))
                      WHERE mine.site_id = s.id AND other.owner_id <> mine.owner_id) AS duplicate
              FROM registry.site s
             WHERE s.proof = 'UNPROVED'
               AND EXISTS (
                 SELECT FROM registry.camera c
                  WHERE c.site_id = s.id
                    AND (c.agency_id = :agency OR (:nobodysToo AND c.agency_id IS NULL)))
             ORDER BY s.registered_at, s.id
            OFFSET :offset LIMIT :limit
            """)
        .param("agency", agency.value())
        .param("nobodysToo", nobodysToo)
        .param("offset", offset)
        .param("limit", limit)
        .param("metres", metres)
        .query((row, _) ->
            new SitesToProve.SiteToProve(
                new SiteId(row.getObject("id", UUID.class)),
                new PersonId(row.getObject("owner_id", UUID.class)),
                row.getString("address"),
                new Place(row.getDouble("latitude"), row.getDouble("longitude")),
                Relation.valueOf(row.getString("relation")),
                row.getInt("cameras"),
                row.getBoolean("duplicate"),
                row.getTimestamp("registered_at").toInstant()))
        .list();
  }

  private static Site toSite(ResultSet row, int number) throws SQLException {
    return new Site(
        new SiteId(row.getObject("id", UUID.class)),
        new PersonId(row.getObject("owner_id", UUID.class)),
        new OrganisationId(row.getObject("organisation_id", UUID.class)),
        row.getString("address"),
        new Place(row.getDouble("latitude"), row.getDouble("longitude")),
        Relation.valueOf(row.getString("relation")),
        toProof(row));
  }

  private static SiteProof toProof(ResultSet row) throws SQLException {
    return switch (State.valueOf(row.getString("proof"))) {
      case UNPROVED -> new SiteProof.Unproved();
      case PROVED ->
          new SiteProof.Proved(
              row.getTimestamp("proof_changed_at").toInstant(),
              SiteProof.How.valueOf(row.getString("proved_how")),
              row.getString("decal"));
      case ENDED -> new SiteProof.Ended(row.getTimestamp("proof_changed_at").toInstant());
    };
  }
}
