package org.porchlight.registry;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import org.porchlight.identity.OrganisationId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class JdbcCells {

  private final JdbcClient jdbc;

  JdbcCells(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// False if it, or a later one, was begun before.
  boolean begin(Instant midnight, Instant now) {
    return jdbc.sql(
                """
                INSERT INTO registry.cell_count (midnight, counted_at)
                SELECT :midnight, :now
                 WHERE NOT EXISTS (SELECT FROM registry.cell_count WHERE midnight >= :midnight)
                ON CONFLICT DO NOTHING
                """)
            .param("midnight", Timestamp.from(midnight))
            .param("now", Timestamp.from(now))
            .update()
        == 1;
  }

  /// Counts anew what was registered and proved before then, and forgets what was counted before.
  void count(Instant midnight) {
    jdbc.sql("DELETE FROM registry.cell").update();
    jdbc.sql(
            """
            WITH placed AS (
              SELECT c.agency_id, c.longitude, floor(c.latitude / :height)::int AS line
                FROM registry.camera c
                JOIN registry.site s ON s.id = c.site_id
               WHERE c.ownership = 'PRIVATE' AND c.agency_id IS NOT NULL
                 AND s.proof = 'PROVED'
                 AND s.proof_changed_at < :midnight AND c.registered_at < :midnight
            ), celled AS (
              SELECT agency_id, line,
                     floor(longitude * :degree / :metres * greatest(0.01, cos(radians(
                       :height * greatest(abs(line), abs(line + 1))))))::int AS place
                FROM placed
            )
            INSERT INTO registry.cell (agency_id, grid_row, grid_column, at_least)
            SELECT agency_id, line, place, count(*) / :step * :step
              FROM celled
             GROUP BY agency_id, line, place
            HAVING count(*) >= :step
            """)
        .param("height", CameraCell.HEIGHT)
        .param("degree", JdbcCameras.DEGREE)
        .param("metres", CameraCell.METRES)
        .param("midnight", Timestamp.from(midnight))
        .param("step", CameraCell.STEP)
        .update();
  }

  /// Most cameras first.
  List<CameraCell> of(OrganisationId agency) {
    return jdbc.sql(
            """
            SELECT grid_row, grid_column, at_least
              FROM registry.cell
             WHERE agency_id = :agency
             ORDER BY at_least DESC, grid_row, grid_column
            """)
        .param("agency", agency.value())
        .query((row, _) ->
            new CameraCell(
                row.getInt("grid_row"), row.getInt("grid_column"), row.getInt("at_least")))
        .list();
  }
}
