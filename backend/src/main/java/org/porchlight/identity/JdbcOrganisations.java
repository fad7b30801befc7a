package org.porchlight.identity;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.porchlight.kernel.Area;
import org.porchlight.kernel.Place;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

@Repository
class JdbcOrganisations {

  private final JdbcClient jdbc;
  private final JsonMapper json;

  JdbcOrganisations(JdbcClient jdbc, JsonMapper json) {
    this.jdbc = jdbc;
    this.json = json;
  }

  Optional<Organisation> find(OrganisationId id) {
    return jdbc.sql("SELECT id, name, kind FROM identity.organisation WHERE id = :id")
        .param("id", id.value())
        .query(JdbcOrganisations::toOrganisation)
        .optional();
  }

  List<Organisation> page(int offset, int limit) {
    return jdbc.sql(
            """
            SELECT id, name, kind FROM identity.organisation
            ORDER BY name, id OFFSET :offset LIMIT :limit
            """)
        .param("offset", offset)
        .param("limit", limit)
        .query(JdbcOrganisations::toOrganisation)
        .list();
  }

  void insert(Organisation organisation) {
    jdbc.sql(
            """
            INSERT INTO identity.organisation (id, name, kind) VALUES (:id, :name, :kind)
            ON CONFLICT (id) DO NOTHING
            """)
        .param("id", organisation.id().value())
        .param("name", organisation.name())
        .param("kind", organisation.kind().name())
        .update();
  }

  void put(Agency agency) {
    insert(new Organisation(agency.id(), agency.name(), OrganisationKind.AGENCY));
    jdbc.sql("UPDATE identity.organisation SET name = :name WHERE id = :id")
        .param("name", agency.name())
        .param("id", agency.id().value())
        .update();
    var corners = agency.jurisdiction().corners();
    var latitudes = corners.stream().mapToDouble(Place::latitude).summaryStatistics();
    var longitudes = corners.stream().mapToDouble(Place::longitude).summaryStatistics();
    jdbc.sql(
            """
            INSERT INTO identity.agency
              (organisation_id, jurisdiction, south, west, north, east)
            VALUES (:id, :jurisdiction::jsonb, :south, :west, :north, :east)
            ON CONFLICT (organisation_id) DO UPDATE SET jurisdiction = excluded.jurisdiction,
              south = excluded.south, west = excluded.west,
              north = excluded.north, east = excluded.east
            """)
        .param("id", agency.id().value())
        .param("jurisdiction", toJson(agency.jurisdiction()))
        .param("south", latitudes.getMin())
        .param("west", longitudes.getMin())
        .param("north", latitudes.getMax())
        .param("east", longitudes.getMax())
        .update();
  }

  Optional<Agency> findAgency(OrganisationId id) {
    return jdbc.sql(
            """
            SELECT o.id, o.name, a.jurisdiction
            FROM identity.agency a JOIN identity.organisation o ON o.id = a.organisation_id
            WHERE o.id = :id
            """)
        .param("id", id.value())
        .query(this::toAgency)
        .optional();
  }

  List<Agency> agencies() {
    return jdbc.sql(
            """
            SELECT o.id, o.name, a.jurisdiction
            FROM identity.agency a JOIN identity.organisation o ON o.id = a.organisation_id
            ORDER BY o.name, o.id
            """)
        .query(this::toAgency)
        .list();
  }

  List<Agency> agenciesAround(Place place) {
    return jdbc.sql(
            """
            SELECT o.id, o.name, a.jurisdiction
            FROM identity.agency a JOIN identity.organisation o ON o.id = a.organisation_id
            WHERE :latitude BETWEEN a.south AND a.north AND :longitude BETWEEN a.west AND a.east
            ORDER BY o.name, o.id
            """)
        .param("latitude", place.latitude())
        .param("longitude", place.longitude())
        .query(this::toAgency)
        .list();
  }

  private static Organisation toOrganisation(ResultSet row, int number) throws SQLException {
    return new Organisation(
        new OrganisationId(row.getObject("id", UUID.class)),
        row.getString("name"),
        OrganisationKind.valueOf(row.getString("kind")));
  }

  private Agency toAgency(ResultSet row, int number) throws SQLException {
    return new Agency(
        new OrganisationId(row.getObject("id", UUID.class)),
        row.getString("name"),
        toArea(row.getString("jurisdiction")));
  }

  private String toJson(Area area) {
    return json.writeValueAsString(
        area.corners().stream()
            .map(corner -> new double[] {corner.latitude(), corner.longitude()})
            .toList());
  }

  private Area toArea(String text) {
    var corners = new ArrayList<Place>();
    for (var corner : json.readValue(text, double[][].class)) {
      corners.add(new Place(corner[0], corner[1]));
    }
    return new Area(corners);
  }
}
