package org.porchlight.api.officers;

import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoInteractions;
import static org.mockito.Mockito.when;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.porchlight.alerts.AlertId;
import org.porchlight.alerts.AlertKind;
import org.porchlight.alerts.AlertNotFound;
import org.porchlight.alerts.AlertOutcome;
import org.porchlight.alerts.AlertPage;
import org.porchlight.alerts.AlertState;
import org.porchlight.alerts.AlertVersion;
import org.porchlight.alerts.Alerts;
import org.porchlight.alerts.Answer;
import org.porchlight.alerts.DeclineReason;
import org.porchlight.alerts.OfferState;
import org.porchlight.alerts.OfficersAlert;
import org.porchlight.alerts.OfficersAlerts;
import org.porchlight.alerts.Severity;
import org.porchlight.alerts.UnknownCursor;
import org.porchlight.api.ApiForTests;
import org.porchlight.evidence.ClipId;
import org.porchlight.identity.Actor;
import org.porchlight.identity.Role;
import org.porchlight.incidents.IncidentId;
import org.porchlight.kernel.Place;
import org.springframework.http.MediaType;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.test.web.servlet.client.RestTestClient;

class AlertsControllerTests {

  static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");

  final Alerts alerts = mock(Alerts.class);
  final OfficersAlerts officersAlerts = mock(OfficersAlerts.class);
  final RestTestClient http = ApiForTests.of(new AlertsController(alerts, officersAlerts));
  final Actor officer = ApiForTests.signedIn(Set.of(Role.OFFICER), "officer");
  final AlertId id = AlertId.random();
  final ClipId clip = ClipId.random();

  @AfterEach
  void signOut() {
    SecurityContextHolder.clearContext();
  }

  @Test
  void alertHasItsVersionAsETagAndSaysWhatCanBeDone() {
    when(officersAlerts.read(officer, id)).thenReturn(offered());

    http.get()
        .uri("/api/v1/alerts/{id}", id)
        .exchange()
        .expectStatus()
        .isOk()
        .expectHeader()
        .valueEquals("ETag", "\"1.1\"")
        .expectBody()
        .jsonPath("$.kind")
        .isEqualTo("MANUAL")
        .jsonPath("$.place.latitude")
        .isEqualTo(33.5)
        .jsonPath("$.incident.number")
        .isEqualTo("26-4711")
        .jsonPath("$.clip.href")
        .isEqualTo("/media/clips/" + clip)
        .jsonPath("$.offer")
        .isEqualTo("OPEN")
        .jsonPath("$.actions[0]")
        .isEqualTo("accept");
  }

  @Test
  void alertOfSomebodyElseDoesNotExist() {
    when(officersAlerts.read(officer, id)).thenThrow(mock(AlertNotFound.class));

    http.get()
        .uri("/api/v1/alerts/{id}", id)
        .exchange()
        .expectStatus()
        .isNotFound()
        .expectHeader()
        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
        .expectBody()
        .jsonPath("$.type")
        .isEqualTo("urn:porchlight:problem:alert-not-found");
  }

  @Test
  void othersThanOfficersAreTurnedAwayEverywhere() {
    for (var role : List.of(Role.OWNER, Role.ANALYST, Role.ADMINISTRATOR, Role.MACHINE)) {
      ApiForTests.signedIn(Set.of(role));
      for (var path : List.of("", "/" + id)) {
        http.get().uri("/api/v1/alerts" + path).exchange().expectStatus().isForbidden();
      }
      for (var action : List.of("delivered", "seen", "accept", "en-route", "on-scene")) {
        http.post()
            .uri("/api/v1/alerts/{id}/{action}", id, action)
            .header("If-Match", "*")
            .exchange()
            .expectStatus()
            .isForbidden();
      }
    }
    verifyNoInteractions(alerts, officersAlerts);
  }

  @Test
  void acceptHandsOnTheVersionThatTheOfficerSaw() {
    when(alerts.accept(officer, id, new AlertVersion(1, 1)))
        .thenReturn(new Answer.Done(accepted(officer)));

    http.post()
        .uri("/api/v1/alerts/{id}/accept", id)
        .header("If-Match", "\"1.1\"")
        .exchange()
        .expectStatus()
        .isOk()
        .expectHeader()
        .valueEquals("ETag", "\"2.2\"")
        .expectBody()
        .jsonPath("$.mine")
        .isEqualTo(true)
        .jsonPath("$.actions[0]")
        .isEqualTo("en-route");
  }

  @Test
  void decisionWithoutAVersionIsAskedForOne() {
    problem("accept", null, null, 428, "version-required");
    problem("decline", null, "{\"reason\":\"BUSY\"}", 428, "version-required");
    verifyNoInteractions(alerts);
  }

  @Test
  void tagThatIsNotOursMatchesNothing() {
    when(alerts.accept(eq(officer), eq(id), eq(new AlertVersion(0, 0))))
        .thenReturn(new Answer.Stale(offered()));

    problem("accept", "W/\"x\"", null, 412, "stale-version");
  }

  @Test
  void starDecidesOnWhateverThereIs() {
    when(alerts.accept(officer, id, null)).thenReturn(new Answer.Done(accepted(officer)));

    http.post()
        .uri("/api/v1/alerts/{id}/accept", id)
        .header("If-Match", "*")
        .exchange()
        .expectStatus()
        .isOk();
  }

  @Test
  void everyRefusalHasATypeOfItsOwn() {
    refuse(Answer.Reason.TAKEN, "alert-taken");
    refuse(Answer.Reason.OVER, "alert-over");
    refuse(Answer.Reason.NOT_YOURS, "alert-not-yours");
    refuse(Answer.Reason.BUSY, "officer-busy");
  }

  private void refuse(Answer.Reason reason, String type) {
    when(alerts.accept(any(), any(), any())).thenReturn(new Answer.Refused(reason, offered()));
    http.post()
        .uri("/api/v1/alerts/{id}/accept", id)
        .header("If-Match", "\"1.1\"")
        .exchange()
        .expectStatus()
        .isEqualTo(409)
        .expectBody()
        .jsonPath("$.type")
        .isEqualTo("urn:porchlight:problem:" + type)
        .jsonPath("$.alert.id")
        .isEqualTo(id.toString());
  }

  @Test
  void declineAndCloseSayWhy() {
    when(alerts.decline(officer, id, DeclineReason.TOO_FAR, new AlertVersion(1, 1)))
        .thenReturn(new Answer.Done(offered()));
    when(alerts.close(officer, id, AlertOutcome.RECOVERED_GUN, new AlertVersion(4, 2)))
        .thenReturn(new Answer.Done(accepted(officer)));

    post("decline", "\"1.1\"", "{\"reason\":\"TOO_FAR\"}").expectStatus().isOk();
    post("close", "\"4.2\"", "{\"outcome\":\"RECOVERED_GUN\"}").expectStatus().isOk();

    verify(alerts).close(officer, id, AlertOutcome.RECOVERED_GUN, new AlertVersion(4, 2));
  }

  @Test
  void bodyThatSaysNothingOrNonsenseIsAProblem() {
    problem("decline", "*", "{}", 400, "invalid-request");
    problem("decline", "*", "{\"reason\":\"LUNCH\"}", 400, "unreadable-message");
    problem("close", "*", "nonsense", 400, "unreadable-message");
  }

  @Test
  void idThatIsNoIdIsAProblem() {
    http.get()
        .uri("/api/v1/alerts/1%20OR%201")
        .exchange()
        .expectStatus()
        .isBadRequest()
        .expectHeader()
        .contentType(MediaType.APPLICATION_PROBLEM_JSON);
  }

  @Test
  void listHasItsCursorAndThePositionOfTheStream() {
    when(officersAlerts.page(officer, "abc", 2))
        .thenReturn(new AlertPage(List.of(offered()), "def", 42));
    when(officersAlerts.page(officer, "zzz", 20)).thenThrow(mock(UnknownCursor.class));

    http.get()
        .uri("/api/v1/alerts?cursor=abc&limit=2")
        .exchange()
        .expectStatus()
        .isOk()
        .expectBody()
        .jsonPath("$.next")
        .isEqualTo("def")
        .jsonPath("$.position")
        .isEqualTo(42)
        .jsonPath("$.items[0].id")
        .isEqualTo(id.toString());
    http.get()
        .uri("/api/v1/alerts?cursor=zzz")
        .exchange()
        .expectStatus()
        .isBadRequest()
        .expectBody()
        .jsonPath("$.type")
        .isEqualTo("urn:porchlight:problem:unknown-cursor");
  }

  @Test
  void whatNobodyExpectedIsAProblemWithAReferenceAndNoDetails() {
    when(officersAlerts.read(officer, id)).thenThrow(new IllegalStateException("secret detail"));

    http.get()
        .uri("/api/v1/alerts/{id}", id)
        .exchange()
        .expectStatus()
        .isEqualTo(500)
        .expectBody()
        .jsonPath("$.type")
        .isEqualTo("urn:porchlight:problem:internal-error")
        .jsonPath("$.detail")
        .isEqualTo("This is our mistake. Tell your administrator the reference.")
        .jsonPath("$.reference")
        .isNotEmpty();
  }

  private void problem(String action, String ifMatch, String body, int status, String type) {
    post(action, ifMatch, body)
        .expectStatus()
        .isEqualTo(status)
        .expectHeader()
        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
        .expectBody()
        .jsonPath("$.type")
        .isEqualTo("urn:porchlight:problem:" + type);
  }

  private RestTestClient.ResponseSpec post(String action, String ifMatch, String body) {
    var request = http.post().uri("/api/v1/alerts/{id}/{action}", id, action);
    if (ifMatch != null) {
      request.header("If-Match", ifMatch);
    }
    if (body != null) {
      request.contentType(MediaType.APPLICATION_JSON).body(body);
    }
    return request.exchange();
  }

  private OfficersAlert offered() {
    return alert(
        new AlertVersion(1, 1), new AlertState.Offered(1, NOON), new OfferState.Seen(NOON));
  }

  private OfficersAlert accepted(Actor by) {
    return alert(
        new AlertVersion(2, 2),
        new AlertState.Accepted(by.person(), NOON),
        new OfferState.Accepted(NOON));
  }

  private OfficersAlert alert(AlertVersion version, AlertState state, OfferState offer) {
    return new OfficersAlert(
        id,
        version,
        AlertKind.MANUAL,
        Severity.URGENT,
        new Place(33.5, -86.8),
        "Blue sedan",
        NOON,
        state,
        offer,
        officer.person(),
        IncidentId.random(),
        "26-4711",
        "Burglary",
        "1 Main Street",
        clip);
  }
}
