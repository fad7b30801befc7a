package org.porchlight.api.officers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoInteractions;
import static org.mockito.Mockito.when;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.porchlight.access.Access;
import org.porchlight.access.Around;
import org.porchlight.access.CameraNear;
import org.porchlight.access.CamerasNear;
import org.porchlight.access.Decision;
import org.porchlight.access.Ground;
import org.porchlight.access.LookPace;
import org.porchlight.access.LookTicket;
import org.porchlight.access.PermitsForTests;
import org.porchlight.access.Purpose;
import org.porchlight.access.Reason;
import org.porchlight.access.Use;
import org.porchlight.access.Verdict;
import org.porchlight.api.ApiForTests;
import org.porchlight.audit.RecordedForTests;
import org.porchlight.feeds.LiveViews;
import org.porchlight.feeds.PermittedSnapshots;
import org.porchlight.feeds.SnapshotAnswer;
import org.porchlight.identity.Actor;
import org.porchlight.identity.Role;
import org.porchlight.incidents.IncidentId;
import org.porchlight.registry.ACamera;
import org.porchlight.registry.CameraId;
import org.springframework.http.MediaType;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.test.web.servlet.client.RestTestClient;

class IncidentCamerasControllerTests {

  static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");
  static final String ROBBERY = "{\"purpose\":\"INV-ROBBERY\"}";

  final CamerasNear near = mock(CamerasNear.class);
  final LookPace pace = mock(LookPace.class);
  final Access access = mock(Access.class);
  final LiveViews views = mock(LiveViews.class);
  final PermittedSnapshots snapshots = mock(PermittedSnapshots.class);
  final RestTestClient http =
      ApiForTests.of(new IncidentCamerasController(near, pace, access, views, snapshots));
  final Actor officer = ApiForTests.signedIn(Set.of(Role.OFFICER), "api");
  final IncidentId incident = IncidentId.random();
  final CameraId camera = CameraId.random();

  @AfterEach
  void signOut() {
    SecurityContextHolder.clearContext();
  }

  @Test
  void camerasComeWithWhetherTheyMayBeOpenedAndWhyNot() {
    when(near.around(officer, incident))
        .thenReturn(
            new Around.Seen(
                List.of(
                    new CameraNear(
                        ACamera.aCamera().id(camera).build(),
                        149.6,
                        new Verdict.MayOpen(new Ground.OpenIncident(incident))),
                    new CameraNear(
                        ACamera.aCamera().notConnected().build(),
                        200,
                        new Verdict.MayOpen(new Ground.OpenIncident(incident))),
                    new CameraNear(
                        ACamera.aCamera().notConnected().build(),
                        300,
                        new Verdict.MayNot(Reason.ON_REQUEST_ONLY)))));

    http.get()
        .uri("/api/v1/incidents/{incident}/cameras", incident)
        .exchange()
        .expectStatus()
        .isOk()
        .expectHeader()
        .valueEquals("Cache-Control", "no-store")
        .expectBody()
        .jsonPath("$.items[0].id")
        .isEqualTo(camera.toString())
        .jsonPath("$.items[0].metres")
        .isEqualTo(150)
        .jsonPath("$.items[0].mayOpen")
        .isEqualTo(true)
        .jsonPath("$.items[0].reason")
        .doesNotExist()
        .jsonPath("$.items[1].mayOpen")
        .isEqualTo(false)
        .jsonPath("$.items[1].reason")
        .isEqualTo("NOT_CONNECTED")
        .jsonPath("$.items[2].reason")
        .isEqualTo("ON_REQUEST_ONLY");
  }

  @Test
  void whoMayNotLookAroundIsToldWhy() {
    for (var reason : List.of(Reason.INCIDENT_CLOSED, Reason.INCIDENT_UNKNOWN)) {
      when(near.around(officer, incident)).thenReturn(new Around.Refused(reason));

      http.get()
          .uri("/api/v1/incidents/{incident}/cameras", incident)
          .exchange()
          .expectStatus()
          .isForbidden()
          .expectBody()
          .jsonPath("$.type")
          .isEqualTo("urn:porchlight:problem:look-refused")
          .jsonPath("$.reason")
          .isEqualTo(reason.name());
    }
  }

  @Test
  void aTicketIsGivenForThisCameraIncidentAndPurpose() {
    var permit = PermitsForTests.permit(officer, camera, Use.LIVE, incident, NOON);
    var recorded = RecordedForTests.of(camera.toString());
    when(access.ask(officer, camera, Use.LIVE, "INV-ROBBERY", incident))
        .thenReturn(new Decision.Allowed(permit, recorded));
    when(views.admit(permit, recorded)).thenReturn(new LookTicket("secret", NOON));

    ask("live", ROBBERY)
        .expectStatus()
        .isCreated()
        .expectHeader()
        .valueEquals("Cache-Control", "no-store")
        .expectBody()
        .jsonPath("$.ticket")
        .isEqualTo("secret")
        .jsonPath("$.expiresAt")
        .isEqualTo("2026-06-01T12:00:00Z")
        .jsonPath("$.open")
        .isEqualTo("/media/hls");
    assertThat(new IncidentCamerasController.TicketJson("secret", NOON, "/media/hls").toString())
        .doesNotContain("secret");
  }

  @ParameterizedTest
  @ValueSource(strings = {"live", "snapshot"})
  void whoMayNotLookGetsNeitherTicketNorPictureButTheReason(String what) {
    denied(what, Reason.SWITCHED_OFF);

    ask(what, ROBBERY)
        .expectStatus()
        .isForbidden()
        .expectBody()
        .jsonPath("$.type")
        .isEqualTo("urn:porchlight:problem:look-refused")
        .jsonPath("$.reason")
        .isEqualTo("SWITCHED_OFF");
    verifyNoInteractions(views, snapshots);
  }

  @ParameterizedTest
  @ValueSource(strings = {"live", "snapshot"})
  void whatIsNoQuestionIsNotAsked(String what) {
    for (var body : List.of("", "{}", "[]", "{\"purpose\":null}", "{\"purpose\":{}}", "purpose")) {
      ask(what, body).expectStatus().isBadRequest();
    }
    for (var id : List.of("1", "..", "' OR 1=1 --", "null")) {
      http.post()
          .uri("/api/v1/incidents/{incident}/cameras/{camera}/{what}", incident, id, what)
          .contentType(MediaType.APPLICATION_JSON)
          .body(ROBBERY)
          .exchange()
          .expectStatus()
          .is4xxClientError();
    }
    verify(access, never()).ask(any(), any(), any(), any(), any());
  }

  @ParameterizedTest
  @ValueSource(strings = {"live", "snapshot"})
  void othersThanOfficersAreTurnedAwayBeforeAnythingIsAsked(String what) {
    for (var role : List.of(Role.OWNER, Role.OPERATOR, Role.ANALYST, Role.ADMINISTRATOR)) {
      ApiForTests.signedIn(Set.of(role));
      ask(what, ROBBERY).expectStatus().isForbidden();
      http.get()
          .uri("/api/v1/incidents/{incident}/cameras", incident)
          .exchange()
          .expectStatus()
          .isForbidden();
    }
    verifyNoInteractions(near, access, views, snapshots);
  }

  @ParameterizedTest
  @ValueSource(strings = {"live", "snapshot"})
  void whoeverAsksForMoreThanAnybodyCanLookAtIsToldWhenToAskAgain(String what) {
    when(pace.ask(officer, LookPace.Question.LOOK, List.of(incident.value(), camera.value())))
        .thenReturn(Optional.of(Duration.ofMillis(12_400)));

    tooFast(ask(what, ROBBERY));
    verifyNoInteractions(access, views, snapshots);
  }

  @Test
  void whoeverGoesThroughIncidentsIsToldSoToo() {
    when(near.around(officer, incident)).thenReturn(new Around.TooFast(Duration.ofSeconds(12)));

    tooFast(http.get().uri("/api/v1/incidents/{incident}/cameras", incident).exchange());
  }

  private static void tooFast(RestTestClient.ResponseSpec answer) {
    answer
        .expectStatus()
        .isEqualTo(429)
        .expectHeader()
        .valueEquals("Retry-After", "13")
        .expectHeader()
        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
        .expectBody()
        .jsonPath("$.type")
        .isEqualTo("urn:porchlight:problem:too-many-questions")
        .jsonPath("$.status")
        .isEqualTo(429);
  }

  @Test
  void aPictureIsKeptByNobody() {
    taken(new SnapshotAnswer.Taken(new byte[] {1, 2, 3}, 640, 360));

    ask("snapshot", ROBBERY)
        .expectStatus()
        .isOk()
        .expectHeader()
        .contentType(MediaType.IMAGE_JPEG)
        .expectHeader()
        .valueEquals("Cache-Control", "no-store")
        .expectHeader()
        .valueEquals("X-Content-Type-Options", "nosniff")
        .expectBody(byte[].class)
        .isEqualTo(new byte[] {1, 2, 3});
  }

  @Test
  void whereThereIsNoPictureItIsSaidWhatToDo() {
    for (var none : List.of(new SnapshotAnswer.NoPicture(), new SnapshotAnswer.NotShown())) {
      taken(none);
      problem(503, "no-picture");
    }
    taken(new SnapshotAnswer.Ended(Reason.INCIDENT_CLOSED));
    problem(403, "look-refused");
    taken(new SnapshotAnswer.Busy());
    problem(503, "snapshots-busy");
    ask("snapshot", ROBBERY).expectHeader().valueEquals("Retry-After", "2");
  }

  @Test
  void theDocumentNamesEveryPurposeAndNoOther() throws Exception {
    var schema =
        IncidentCamerasController.LookJson.class.getDeclaredConstructors()[0].getParameters()[0]
            .getAnnotation(Schema.class);

    assertThat(schema.allowableValues())
        .containsExactlyInAnyOrder(
            Stream.of(Purpose.values()).map(Purpose::code).toArray(String[]::new));
    assertThat(Arrays.asList(schema.allowableValues())).doesNotHaveDuplicates();
  }

  private void problem(int status, String type) {
    for (var accept : List.of(MediaType.IMAGE_JPEG, MediaType.APPLICATION_JSON, MediaType.ALL)) {
      http.post()
          .uri("/api/v1/incidents/{incident}/cameras/{camera}/snapshot", incident, camera)
          .accept(accept)
          .contentType(MediaType.APPLICATION_JSON)
          .body(ROBBERY)
          .exchange()
          .expectStatus()
          .isEqualTo(status)
          .expectHeader()
          .contentType(MediaType.APPLICATION_PROBLEM_JSON)
          .expectBody()
          .jsonPath("$.type")
          .isEqualTo("urn:porchlight:problem:" + type);
    }
  }

  private void taken(SnapshotAnswer answer) {
    var permit = PermitsForTests.permit(officer, camera, Use.SNAPSHOT, incident, NOON);
    var recorded = RecordedForTests.of(camera.toString());
    when(access.ask(officer, camera, Use.SNAPSHOT, "INV-ROBBERY", incident))
        .thenReturn(new Decision.Allowed(permit, recorded));
    when(snapshots.take(permit, recorded)).thenReturn(answer);
  }

  private void denied(String what, Reason reason) {
    var use = what.equals("live") ? Use.LIVE : Use.SNAPSHOT;
    when(access.ask(officer, camera, use, "INV-ROBBERY", incident))
        .thenReturn(new Decision.Denied(reason, RecordedForTests.of(camera.toString())));
  }

  private RestTestClient.ResponseSpec ask(String what, String body) {
    return http.post()
        .uri("/api/v1/incidents/{incident}/cameras/{camera}/{what}", incident, camera, what)
        .contentType(MediaType.APPLICATION_JSON)
        .body(body)
        .exchange();
  }
}
