package org.porchlight.door;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.porchlight.camerasim.CameraSim;
import org.porchlight.camerasim.Scene;
import org.porchlight.consent.CameraRegistration;
import org.porchlight.consent.Level;
import org.porchlight.consent.Sharing;
import org.porchlight.consent.Terms;
import org.porchlight.identity.Actor;
import org.porchlight.identity.Agencies;
import org.porchlight.identity.Agency;
import org.porchlight.identity.OrganisationId;
import org.porchlight.identity.PersonId;
import org.porchlight.identity.Role;
import org.porchlight.incidents.DeskAnswer;
import org.porchlight.incidents.Incident;
import org.porchlight.incidents.IncidentDesk;
import org.porchlight.incidents.NewIncident;
import org.porchlight.kernel.Area;
import org.porchlight.kernel.Place;
import org.porchlight.registry.AddressProof;
import org.porchlight.registry.CameraId;
import org.porchlight.registry.NetworkGrants;
import org.porchlight.registry.NewCamera;
import org.porchlight.registry.Ownership;
import org.porchlight.registry.ProofAnswer;
import org.porchlight.registry.RegistrationAnswer;
import org.porchlight.registry.Relation;
import org.porchlight.registry.Sees;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.web.context.WebApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// An officer's phone and a resident's camera, with everything between them that is real.
@WholeHouse
@ExtendWith(OutputCaptureExtension.class)
class OfficersLiveTests {

  private static final String BURGLARY = "{\"purpose\":\"INV-BURGLARY\"}";
  private static final JsonMapper JSON = new JsonMapper();

  @LocalServerPort int port;
  @Autowired WebApplicationContext context;
  @Autowired Clock clock;

  private Callers callers;

  /// Somewhere else each time, for the house remembers earlier runs: two departments do not answer
  /// for one place, and two accounts cannot prove one camera.
  private final Place house =
      new Place(
          ThreadLocalRandom.current().nextDouble(-59, -51),
          ThreadLocalRandom.current().nextDouble(-170, -90));

  private CameraSim sim;
  private CameraId camera;
  private Incident incident;
  private Phone phone;

  @BeforeEach
  void anIncidentNearACamera() throws Exception {
    callers = new Callers(context, port);
    sim = CameraSim.start(0);
    sim.add("porch", Scene.HOUSE_FRONT.clip());
    var owner = callers.actor("owner");
    var admin = callers.actor("admin");
    var around = context.getBean(Agencies.class);
    around.put(
        new Agency(
            admin.organisation(),
            "Police at the shore",
            new Area(
                List.of(
                    house.walk(9_000, 45),
                    house.walk(9_000, 135),
                    house.walk(9_000, 225),
                    house.walk(9_000, 315)))));
    grantThisMachineTo(owner.organisation(), admin);
    var registered =
        (RegistrationAnswer.Registered)
            context
                .getBean(CameraRegistration.class)
                .register(owner, aCamera(), Terms.usual(Level.DURING_INCIDENTS, "en"));
    camera = registered.camera();
    assertThat(
            context
                .getBean(AddressProof.class)
                .byStaff(admin, registered.site(), "L-" + registered.site()))
        .isInstanceOf(ProofAnswer.Proved.class);
    incident = open(callers.actor("supervisor"));
    phone = new Phone("officer");
  }

  @AfterEach
  void theCameraGoes() {
    context.getBean(Sharing.class).off(callers.actor("owner"), camera);
    sim.close();
  }

  @Test
  void anOfficerSeesTheCameraUntilItsOwnerSwitchesItOff(CapturedOutput output) throws Exception {
    var near = json(phone.get(around()), 200).path("items");
    assertThat(near.valueStream().map(one -> one.path("id").asString()))
        .contains(camera.toString());
    var ticket = json(phone.post(look("live"), BURGLARY), 201).path("ticket").asString();
    var playlist = phone.handIn(ticket);
    assertThat(phone.post("/media/hls", "{\"ticket\":\"" + ticket + "\"}").statusCode())
        .as("a ticket works once")
        .isEqualTo(404);
    var text = phone.awaitParts(playlist);
    var part = Pattern.compile("URI=\"(p\\d+\\.\\d+\\.mp4)\"").matcher(text);
    assertThat(part.find()).isTrue();
    assertThat(phone.get(near(playlist, part.group(1))).statusCode()).isEqualTo(200);
    assertThat(new Phone("officer").get(playlist).statusCode())
        .as("without the cookie")
        .isEqualTo(404);

    // Waits for a part that will never come.
    var waits = CompletableFuture.supplyAsync(() -> phone.get(afterTheNewest(playlist, text)));
    var before = System.nanoTime();
    context.getBean(Sharing.class).off(callers.actor("owner"), camera);
    var told = waits.join();
    var took = Duration.ofNanos(System.nanoTime() - before);

    assertThat(took).isLessThan(Duration.ofSeconds(1));
    assertThat(json(told, 410).path("reason").asString()).isEqualTo("SWITCHED_OFF");
    assertThat(json(phone.get(near(playlist, part.group(1))), 410).path("type").asString())
        .isEqualTo("urn:porchlight:problem:view-ended");
    for (var again : List.of("live", "snapshot")) {
      assertThat(json(phone.post(look(again), BURGLARY), 403).path("reason").asString())
          .isEqualTo("SWITCHED_OFF");
    }
    assertThat(output.getAll()).doesNotContain(ticket, playlist);
  }

  @Test
  void aPictureOfNowIsGivenWhileTheIncidentIsOpen() {
    var picture = phone.post(look("snapshot"), BURGLARY);

    assertThat(picture.statusCode()).isEqualTo(200);
    assertThat(picture.headers().firstValue("Content-Type")).contains("image/jpeg");
    assertThat(picture.headers().firstValue("Cache-Control")).contains("no-store");
    assertThat(picture.body()).startsWith(0xff, 0xd8, 0xff);

    context.getBean(IncidentDesk.class).close(callers.actor("supervisor"), incident.id());
    for (var again : List.of("live", "snapshot")) {
      assertThat(json(phone.post(look(again), BURGLARY), 403).path("reason").asString())
          .isEqualTo("INCIDENT_CLOSED");
    }
    assertThat(json(phone.get(around()), 403).path("reason").asString())
        .isEqualTo("INCIDENT_CLOSED");
  }

  @Test
  void aTicketIsWorthNothingToAnotherOfficer() {
    var ticket = json(phone.post(look("live"), BURGLARY), 201).path("ticket").asString();

    var stolen = new Phone("colleague").post("/media/hls", "{\"ticket\":\"" + ticket + "\"}");

    assertThat(stolen.statusCode()).isEqualTo(404);
    assertThat(phone.post("/media/hls", "{\"ticket\":\"" + ticket + "\"}").statusCode())
        .as("nor to anybody afterwards")
        .isEqualTo(404);
  }

  @Test
  void theIncidentOfAnotherDepartmentOpensNothingAndLooksLikeNone() throws Exception {
    var stranger = new Phone(new Callers(context, port), "officer");

    for (var id : List.of(incident.id().toString(), UUID.randomUUID().toString())) {
      var cameras = "/api/v1/incidents/" + id + "/cameras";
      assertThat(json(stranger.get(cameras), 403).path("reason").asString())
          .isEqualTo("INCIDENT_UNKNOWN");
      for (var what : List.of("/live", "/snapshot")) {
        assertThat(json(stranger.post(cameras + "/" + camera + what, BURGLARY), 403)).isNotNull();
      }
    }
  }

  @Test
  void whoeverLeavesHasLeft() {
    var ticket = json(phone.post(look("live"), BURGLARY), 201).path("ticket").asString();
    var playlist = phone.handIn(ticket);

    assertThat(phone.send("DELETE", near(playlist, "").replaceAll("/$", ""), null).statusCode())
        .isEqualTo(204);

    assertThat(phone.get(playlist).statusCode()).isEqualTo(404);
  }

  /// What an officer's phone sends: a token to the API, cookies to players.
  private final class Phone {

    private final HttpClient http =
        HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
    private final String token;

    Phone(String who) {
      this(callers, who);
    }

    Phone(Callers among, String who) {
      this.token = among.columns().get(who).token();
    }

    HttpResponse<byte[]> get(String path) {
      return send("GET", path, null);
    }

    HttpResponse<byte[]> post(String path, String body) {
      return send("POST", path, body);
    }

    String handIn(String ticket) {
      var opened = json(post("/media/hls", "{\"ticket\":\"" + ticket + "\"}"), 201);
      return opened.path("playlist").asString();
    }

    String awaitParts(String playlist) {
      return await()
          .atMost(Duration.ofSeconds(20))
          .until(
              () -> new String(get(playlist).body(), UTF_8), text -> text.contains("#EXT-X-PART:"));
    }

    HttpResponse<byte[]> send(String method, String path, String body) {
      var request =
          HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
              .header("Content-Type", "application/json")
              .method(
                  method,
                  body == null
                      ? HttpRequest.BodyPublishers.noBody()
                      : HttpRequest.BodyPublishers.ofString(body));
      if (!path.startsWith("/media/hls/")) {
        request.header("Authorization", "Bearer " + token);
      }
      try {
        return http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
      } catch (IOException | InterruptedException failed) {
        throw new AssertionError(failed);
      }
    }
  }

  private String around() {
    return "/api/v1/incidents/" + incident.id() + "/cameras";
  }

  private String look(String what) {
    return around() + "/" + camera + "/" + what;
  }

  private static String near(String playlist, String name) {
    return playlist.replace("live.m3u8", name);
  }

  private static String afterTheNewest(String playlist, String text) {
    var newest =
        Pattern.compile("URI=\"p(\\d+)\\.\\d+\\.mp4\"")
            .matcher(text)
            .results()
            .mapToLong(part -> Long.parseLong(part.group(1)))
            .max()
            .orElseThrow();
    return playlist + "?_HLS_msn=" + (newest + 1);
  }

  private static JsonNode json(HttpResponse<byte[]> answer, int status) {
    assertThat(answer.statusCode()).as(new String(answer.body(), UTF_8)).isEqualTo(status);
    return JSON.readTree(answer.body());
  }

  private Incident open(Actor supervisor) {
    var answer =
        context
            .getBean(IncidentDesk.class)
            .openByHand(
                supervisor,
                new NewIncident(null, "burglary", 1, house.walk(150, 0), "At the shore"));
    return ((DeskAnswer.Done) answer).incident();
  }

  private NewCamera aCamera() {
    return new NewCamera(
        null,
        "1 Shore Lane",
        house,
        Relation.OWNER,
        Set.of(Sees.STREET),
        7,
        "Porch",
        null,
        Ownership.PRIVATE,
        new NewCamera.Stream(sim.urlOf("porch").replace("localhost", "127.0.0.1"), null, null));
  }

  private void grantThisMachineTo(OrganisationId organisation, Actor admin) {
    var grants = context.getBean(NetworkGrants.class);
    var proposed =
        (NetworkGrants.Answer.Proposed)
            grants.propose(admin, organisation, "127.0.0.1/32", "Cameras of a test");
    var another =
        new Actor(
            PersonId.random(),
            admin.organisation(),
            Set.of(Role.ADMINISTRATOR),
            "session",
            clock.instant(),
            "203.0.113.7");
    grants.approve(another, proposed.id());
  }
}
