package org.porchlight.registry;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.porchlight.identity.OrganisationId;
import org.porchlight.identity.PersonId;
import org.porchlight.kernel.Place;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class JdbcCameras {

  /// One degree of latitude in metres, on a sphere with the radius of [Place].
  static final double DEGREE = 111_194.9;

  private static final String CAMERA =
      """
      SELECT c.*, s.proof = 'PROVED' AS proved, k.camera_id IS NOT NULL AS connected
        FROM registry.camera c
        JOIN registry.site s ON s.id = c.site_id
        LEFT JOIN registry.connection k ON k.camera_id = c.id
      """;

  private final JdbcClient jdbc;

  JdbcCameras(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  void addAll(List<Camera> cameras, Instant at) {
    jdbc.sql(
            """
            INSERT INTO registry.camera
              (id, site_id, owner_id, organisation_id, name, latitude, longitude, bearing, angle,
               range_metres, sees, ownership, overwrite_days, agency_id, version, registered_at)
            SELECT c.id, c.site, c.owner, c.organisation, c.name, c.latitude, c.longitude, c.bearing,
                   c.angle, c.range, string_to_array(c.sees, ','), c.ownership, c.overwrite_days,
                   c.agency, c.version, :at
              FROM unnest(:ids, :sites, :owners, :organisations, :names, :latitudes, :longitudes,
                     :bearings, :angles, :ranges, :sees, :ownerships, :overwriteDays, :agencies,
                     :versions)
                AS c (id, site, owner, organisation, name, latitude, longitude, bearing, angle,
                      range, sees, ownership, overwrite_days, agency, version)
            """)
        .param("ids", each(cameras, camera -> camera.id().value(), UUID[]::new))
        .param("sites", each(cameras, camera -> camera.site().value(), UUID[]::new))
        .param("owners", each(cameras, camera -> camera.owner().value(), UUID[]::new))
        .param("organisations", each(cameras, camera -> camera.organisation().value(), UUID[]::new))
        .param("names", each(cameras, Camera::name, String[]::new))
        .param("latitudes", each(cameras, camera -> camera.place().latitude(), Double[]::new))
        .param("longitudes", each(cameras, camera -> camera.place().longitude(), Double[]::new))
        .param("bearings", ofView(cameras, FieldOfView::bearing))
        .param("angles", ofView(cameras, FieldOfView::angle))
        .param("ranges", ofView(cameras, FieldOfView::rangeMetres))
        .param(
            "sees", each(cameras, camera -> String.join(",", names(camera.sees())), String[]::new))
        .param("ownerships", each(cameras, camera -> camera.ownership().name(), String[]::new))
        .param("overwriteDays", each(cameras, Camera::overwriteDays, Integer[]::new))
        .param("agencies", each(cameras, camera -> value(camera.agency()), UUID[]::new))
        .param("versions", each(cameras, Camera::version, Long[]::new))
        .param("at", Timestamp.from(at))
        .update();
  }

  private static <T> @Nullable T[] each(
      List<Camera> cameras, Function<Camera, @Nullable T> of, IntFunction<@Nullable T[]> array) {
    return cameras.stream().map(of).toArray(array);
  }

  private static @Nullable Double[] ofView(List<Camera> cameras, Function<FieldOfView, Double> of) {
    return each(
        cameras, camera -> camera.view() == null ? null : of.apply(camera.view()), Double[]::new);
  }

  /// How many cameras of this owner stand at each site.
  Map<SiteId, Integer> countBySite(PersonId owner) {
    var counts = new HashMap<SiteId, Integer>();
    jdbc.sql(
            """
            SELECT site_id, count(*) AS cameras
              FROM registry.camera
             WHERE owner_id = :owner
             GROUP BY site_id
            """)
        .param("owner", owner.value())
        .query(row -> {
          counts.put(new SiteId(row.getObject("site_id", UUID.class)), row.getInt("cameras"));
        });
    return counts;
  }

  /// False if somebody was faster.
  boolean change(Camera camera, long fromVersion) {
    var view = camera.view();
    return jdbc.sql(
                """
                UPDATE registry.camera
                   SET site_id = :site, name = :name, latitude = :latitude, longitude = :longitude,
                       bearing = :bearing, angle = :angle, range_metres = :range, sees = :sees,
                       overwrite_days = :overwriteDays, agency_id = :agency, version = version + 1
                 WHERE id = :id AND version = :version
                """)
            .param("id", camera.id().value())
            .param("site", camera.site().value())
            .param("name", camera.name())
            .param("latitude", camera.place().latitude())
            .param("longitude", camera.place().longitude())
            .param("bearing", view == null ? null : view.bearing())
            .param("angle", view == null ? null : view.angle())
            .param("range", view == null ? null : view.rangeMetres())
            .param("sees", names(camera.sees()))
            .param("overwriteDays", camera.overwriteDays())
            .param("agency", value(camera.agency()))
            .param("version", fromVersion)
            .update()
        == 1;
  }

  void delete(CameraId id) {
    jdbc.sql("DELETE FROM registry.camera WHERE id = :id").param("id", id.value()).update();
  }

  Optional<Camera> find(CameraId id) {
    return one(id, "");
  }

  /// The same with a lock, so that two changes to one camera queue.
  Optional<Camera> findToChange(CameraId id) {
    return one(id, " FOR UPDATE OF c");
  }

  Optional<Camera> findProved(CameraId id) {
    return one(id, " AND s.proof = 'PROVED'");
  }

  List<Camera> proved(Collection<CameraId> ids) {
    return jdbc.sql(CAMERA + "WHERE c.id = ANY(:cameras) AND s.proof = 'PROVED'")
        .param("cameras", ids.stream().map(CameraId::value).toArray(UUID[]::new))
        .query(JdbcCameras::toCamera)
        .list();
  }

  Set<CameraId> provedAndConnected(Collection<CameraId> ids) {
    return jdbc.sql(
            """
            SELECT c.id
              FROM unnest(:cameras) AS asked(camera_id)
              JOIN registry.camera c ON c.id = asked.camera_id
              JOIN registry.site s ON s.id = c.site_id
              JOIN registry.connection k ON k.camera_id = c.id
             WHERE s.proof = 'PROVED'
            """)
        .param("cameras", ids.stream().map(CameraId::value).toArray(UUID[]::new))
        .query((row, _) -> new CameraId(row.getObject("id", UUID.class)))
        .set();
  }

  private Optional<Camera> one(CameraId id, String more) {
    return jdbc.sql(CAMERA + "WHERE c.id = :id" + more)
        .param("id", id.value())
        .query(JdbcCameras::toCamera)
        .optional();
  }

  List<Camera> ofOwner(PersonId owner) {
    return jdbc.sql(CAMERA + "WHERE c.owner_id = :owner ORDER BY c.name, c.id")
        .param("owner", owner.value())
        .query(JdbcCameras::toCamera)
        .list();
  }

  List<Camera> ofOrganisation(OrganisationId organisation, int limit) {
    return jdbc.sql(
            CAMERA + "WHERE c.organisation_id = :organisation ORDER BY c.name, c.id LIMIT :limit")
        .param("organisation", organisation.value())
        .param("limit", limit)
        .query(JdbcCameras::toCamera)
        .list();
  }

  List<Camera> ofSite(SiteId site) {
    return jdbc.sql(CAMERA + "WHERE c.site_id = :site ORDER BY c.id")
        .param("site", site.value())
        .query(JdbcCameras::toCamera)
        .list();
  }

  /// Police cameras of proved sites, by name.
  List<Camera> policeOwned(OrganisationId agency, int limit) {
    return jdbc.sql(
            CAMERA
                + """
                WHERE c.organisation_id = :agency AND c.ownership = 'POLICE'
                  AND s.proof = 'PROVED'
                ORDER BY c.name, c.id
                LIMIT :limit
                """)
        .param("agency", agency.value())
        .param("limit", limit)
        .query(JdbcCameras::toCamera)
        .list();
  }

  /// The agency's own cameras, and private ones on its ground, of proved sites, nearest first.
  List<Camera> provedWithin(OrganisationId agency, Place place, double metres, int limit) {
    return within(
        place,
        metres,
        limit,
        """
        AND s.proof = 'PROVED'
        AND CASE c.ownership WHEN 'POLICE' THEN c.organisation_id ELSE c.agency_id END = '%s'::uuid
        """
            .formatted(agency.value()));
  }

  /// Cameras of other accounts, nearest first, proved or not.
  List<Camera> ofOthersWithin(Place place, double metres, PersonId owner) {
    return within(place, metres, 100, "AND c.owner_id <> '" + owner.value() + "'::uuid");
  }

  boolean anyOfOthersWithin(Place place, double metres, PersonId owner) {
    return !ofOthersWithin(place, metres, owner).isEmpty();
  }

  private List<Camera> within(Place place, double metres, int limit, String and) {
    var shrink = Math.max(0.01, Math.cos(Math.toRadians(place.latitude())));
    var north = metres / DEGREE;
    var east = north / shrink;
    // The box finds candidates by the index, the flat distance puts them in order, and the distance
    // on the sphere decides. At these distances the order of the two never differs by a metre.
    return jdbc
        .sql(
            CAMERA
                + """
                WHERE point(c.longitude, c.latitude)
                      <@ box(point(:west, :south), point(:east, :north))
                """
                + and
                + """

                ORDER BY power(c.latitude - :latitude, 2)
                       + power((c.longitude - :longitude) * :shrink, 2)
                LIMIT :limit
                """)
        .param("west", place.longitude() - east)
        .param("south", place.latitude() - north)
        .param("east", place.longitude() + east)
        .param("north", place.latitude() + north)
        .param("latitude", place.latitude())
        .param("longitude", place.longitude())
        .param("shrink", shrink)
        .param("limit", limit)
        .query(JdbcCameras::toCamera)
        .list()
        .stream()
        .filter(camera -> camera.place().metresTo(place) <= metres)
        .toList();
  }

  private static @Nullable UUID value(@Nullable OrganisationId id) {
    return id == null ? null : id.value();
  }

  private static String[] names(Set<Sees> sees) {
    return sees.stream().map(Enum::name).sorted().toArray(String[]::new);
  }

  private static Camera toCamera(ResultSet row, int number) throws SQLException {
    var agency = row.getObject("agency_id", UUID.class);
    var bearing = row.getObject("bearing", Double.class);
    return new Camera(
        new CameraId(row.getObject("id", UUID.class)),
        new SiteId(row.getObject("site_id", UUID.class)),
        new PersonId(row.getObject("owner_id", UUID.class)),
        new OrganisationId(row.getObject("organisation_id", UUID.class)),
        row.getString("name"),
        new Place(row.getDouble("latitude"), row.getDouble("longitude")),
        bearing == null
            ? null
            : new FieldOfView(bearing, row.getDouble("angle"), row.getDouble("range_metres")),
        toSees(row.getArray("sees")),
        Ownership.valueOf(row.getString("ownership")),
        row.getInt("overwrite_days"),
        row.getBoolean("connected"),
        row.getBoolean("proved"),
        agency == null ? null : new OrganisationId(agency),
        row.getLong("version"));
  }

  private static Set<Sees> toSees(Array names) throws SQLException {
    var sees = EnumSet.noneOf(Sees.class);
    Arrays.stream((String[]) names.getArray()).map(Sees::valueOf).forEach(sees::add);
    return sees;
  }
}
