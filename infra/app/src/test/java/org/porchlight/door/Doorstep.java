package org.porchlight.door;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.porchlight.alerts.AlertKind;
import org.porchlight.alerts.Alerts;
import org.porchlight.alerts.NewAlert;
import org.porchlight.alerts.Severity;
import org.porchlight.consent.CameraRegistration;
import org.porchlight.consent.Level;
import org.porchlight.consent.Terms;
import org.porchlight.identity.Actor;
import org.porchlight.identity.Agencies;
import org.porchlight.identity.Agency;
import org.porchlight.identity.PersonId;
import org.porchlight.identity.Role;
import org.porchlight.incidents.DeskAnswer;
import org.porchlight.incidents.IncidentDesk;
import org.porchlight.incidents.NewIncident;
import org.porchlight.kernel.Area;
import org.porchlight.kernel.Place;
import org.porchlight.patrol.Duty;
import org.porchlight.patrol.Positions;
import org.porchlight.plates.NewReader;
import org.porchlight.plates.Readers;
import org.porchlight.registry.AddressProof;
import org.porchlight.registry.CameraId;
import org.porchlight.registry.NewCamera;
import org.porchlight.registry.Ownership;
import org.porchlight.registry.ProofAnswer;
import org.porchlight.registry.RegistrationAnswer;
import org.porchlight.registry.Relation;
import org.porchlight.registry.Sees;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.context.WebApplicationContext;

/// One object of each kind, for those who knock: where it is found, and the key of a plate reader.
///
/// @param objects by endpoint without its method, the address of an object; and by parameter of a
///   view, such as `:camera`, the id of one
record Doorstep(Map<String, String> objects, String readerKey) {

  /// Where no other test is.
  private static final Place SEA = new Place(-48.1, -123.4);

  /// Makes them.
  static Doorstep of(WebApplicationContext context, Callers callers) {
    var owner = callers.actor("owner");
    var camera =
        (RegistrationAnswer.Registered)
            context
                .getBean(CameraRegistration.class)
                .register(
                    owner, aCamera(Ownership.PRIVATE), Terms.usual(Level.DURING_INCIDENTS, "en"));
    // A triangle beside the camera, which is nobody's.
    var ground = List.of(SEA.walk(90_000, 80), SEA.walk(90_000, 90), SEA.walk(90_100, 85));
    context
        .getBean(Agencies.class)
        .put(
            new Agency(
                callers.actor("supervisor").organisation(), "Police at sea", new Area(ground)));
    var incident =
        ((DeskAnswer.Done)
                context
                    .getBean(IncidentDesk.class)
                    .openByHand(
                        callers.actor("supervisor"),
                        new NewIncident(null, "burglary", 1, SEA.walk(90_000, 85), "At sea")))
            .incident();
    var officer = callers.actor("officer");
    context.getBean(Duty.class).goOnDuty(officer);
    context.getBean(Positions.class).report(officer, SEA, context.getBean(Clock.class).instant());
    var alert =
        context
            .getBean(Alerts.class)
            .raise(
                callers.actor("operator"),
                new NewAlert(AlertKind.INCIDENT, Severity.URGENT, SEA, incident.id(), null, ""));
    var clip =
        aClip(context, camera.camera().value(), incident.id().value(), officer.person().value());
    var readerKey =
        context
            .getBean(Readers.class)
            .add(callers.actor("admin"), new NewReader("At sea", SEA, null));
    var objects = new HashMap<String, String>();
    for (var step :
        List.of(
            "", "/delivered", "/seen", "/accept", "/decline", "/en-route", "/on-scene", "/close")) {
      objects.put("/api/v1/alerts/{id}" + step, "/api/v1/alerts/" + alert + step);
    }
    var cameras = "/api/v1/incidents/{incident}/cameras";
    var around = "/api/v1/incidents/" + incident.id() + "/cameras";
    var pole = aPoliceCamera(context, callers.actor("admin"));
    objects.put(cameras, around);
    for (var look : List.of("/live", "/snapshot")) {
      objects.put(cameras + "/{camera}" + look, around + "/" + pole + look);
    }
    objects.put("/api/v1/me/push-targets/{id}", "/api/v1/me/push-targets/" + UUID.randomUUID());
    objects.put("/media/clips/{id}", "/media/clips/" + clip);
    objects.put("/media/clips/{id}/thumbnail", "/media/clips/" + clip + "/thumbnail");
    objects.put(
        "/media/replay/{replay}/{piece}",
        "/media/replay/" + UUID.randomUUID() + "/" + UUID.randomUUID());
    objects.put("/media/hls/{key}/live.m3u8", "/media/hls/nobody-has-this/live.m3u8");
    objects.put("/media/hls/{key}", "/media/hls/nobody-has-this");
    objects.put("/media/hls/{key}/{name}", "/media/hls/nobody-has-this/s1.mp4");
    objects.put(":camera", camera.camera().toString());
    objects.put(":incident?", incident.id().toString());
    objects.put("/audit/proof/{index}", "/audit/proof/0");
    objects.put("/audit/tile/{*path}", "/audit/tile/0/000.p/1");
    objects.put("/login/with/{provider}", "/login/with/department");
    objects.put("/oauth2/authorize", DoorTests.AUTHORIZE);
    objects.put("/password/{token}", "/password/not-a-token");
    objects.put("/confirm/{token}", "/confirm/not-a-token");
    objects.put("/actuator/health/**", "/actuator/health/readiness");
    objects.put("/webjars/**", "/webjars/leaflet/1.9.4/dist/leaflet.js");
    objects.put("/phone/**", "/phone/app.js");
    objects.put("/vaadinServlet/*", "/vaadinServlet/");
    for (var nothing : List.of("/api", "/media", "/audit", "/oauth2", "")) {
      objects.put(nothing + "/**", nothing + "/nothing-here");
    }
    return new Doorstep(objects, readerKey.secret());
  }

  Knock knock(int port) {
    return new Knock(port, objects, readerKey, _ -> {});
  }

  private static NewCamera aCamera(Ownership ownership) {
    return new NewCamera(
        null,
        "1 Sea Lane",
        // Two accounts cannot prove one camera, and the house remembers earlier runs.
        ownership == Ownership.POLICE
            ? SEA.walk(ThreadLocalRandom.current().nextDouble(1_000, 80_000), 200)
            : SEA,
        ownership == Ownership.POLICE ? Relation.MANAGER : Relation.OWNER,
        Set.of(Sees.STREET),
        7,
        "At sea",
        null,
        ownership,
        null);
  }

  /// One of the department, which may be opened at any time, and has no stream.
  private static CameraId aPoliceCamera(WebApplicationContext context, Actor admin) {
    var registered =
        (RegistrationAnswer.Registered)
            context
                .getBean(CameraRegistration.class)
                .register(admin, aCamera(Ownership.POLICE), Terms.usual(Level.ALWAYS, "en"));
    var another =
        new Actor(
            PersonId.random(),
            admin.organisation(),
            Set.of(Role.ADMINISTRATOR),
            "session",
            context.getBean(Clock.class).instant(),
            "203.0.113.7");
    assertThat(
            context
                .getBean(AddressProof.class)
                .byStaff(another, registered.site(), "S-" + registered.site()))
        .isInstanceOf(ProofAnswer.Proved.class);
    return registered.camera();
  }

  /// Cutting one would need a camera that sends.
  private static UUID aClip(
      WebApplicationContext context, UUID camera, UUID incident, UUID person) {
    var jdbc = context.getBean(JdbcClient.class);
    var clock = context.getBean(Clock.class);
    var clip = UUID.randomUUID();
    var now = OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC);
    jdbc.sql(
            """
            INSERT INTO evidence.clip
              (id, camera_id, incident_id, purpose, permit_id, saved_by, saved_at, state, spool,
               object_key, footage_from, footage_to, sha256, bytes, codecs, gaps, stored_at)
            VALUES
              (:id, :camera, :incident, 'INV-BURGLARY', :id, :person, :now, 'STORED', :id,
               :id::text, :now, :now, repeat('0', 64), 1000, 'avc1.640028', 0, :now)
            """)
        .param("id", clip)
        .param("camera", camera)
        .param("incident", incident)
        .param("person", person)
        .param("now", now)
        .update();
    jdbc.sql(
            """
            INSERT INTO evidence.clip_copy
              (id, clip_id, kind, mask_version, object_key, sha256, bytes, made_at)
            VALUES (:id, :id, 'THUMBNAIL', 0, :id::text, repeat('0', 64), 1000, :now)
            """)
        .param("id", clip)
        .param("now", now)
        .update();
    return clip;
  }
}
