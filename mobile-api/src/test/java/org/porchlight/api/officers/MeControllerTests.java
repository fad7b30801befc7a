package org.porchlight.api.officers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoInteractions;
import static org.mockito.Mockito.when;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.porchlight.alerts.AlertId;
import org.porchlight.api.ApiForTests;
import org.porchlight.identity.Actor;
import org.porchlight.identity.People;
import org.porchlight.identity.Role;
import org.porchlight.kernel.Place;
import org.porchlight.notices.PushRegistration;
import org.porchlight.notices.PushTarget;
import org.porchlight.notices.PushTargetId;
import org.porchlight.notices.PushTargets;
import org.porchlight.patrol.Duty;
import org.porchlight.patrol.DutyStatus;
import org.porchlight.patrol.Positions;
import org.springframework.http.MediaType;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.test.web.servlet.client.RestTestClient;

class MeControllerTests {

  static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");

  final People people = mock(People.class);
  final Duty duty = mock(Duty.class);
  final Positions positions = mock(Positions.class);
  final PushTargets targets = mock(PushTargets.class);
  final RestTestClient http =
      ApiForTests.of(
          new MeController(people, duty, positions, targets, Clock.fixed(NOON, ZoneOffset.UTC)));
  final Actor officer = ApiForTests.signedIn(Set.of(Role.OFFICER), "officer");

  @AfterEach
  void signOut() {
    SecurityContextHolder.clearContext();
  }

  @Test
  void meSaysWhatIsInHand() {
    var alert = AlertId.random();
    when(people.find(officer.person())).thenReturn(Optional.empty());
    when(duty.status(officer.person()))
        .thenReturn(new DutyStatus(true, NOON, null, null, "alert:" + alert));

    http.get()
        .uri("/api/v1/me")
        .exchange()
        .expectStatus()
        .isOk()
        .expectBody()
        .jsonPath("$.duty.onDuty")
        .isEqualTo(true)
        .jsonPath("$.duty.alert")
        .isEqualTo(alert.toString());
  }

  @Test
  void dutyIsSwitched() {
    when(duty.status(officer.person())).thenReturn(DutyStatus.OFF);

    put("{\"onDuty\":true}").expectStatus().isOk();
    put("{\"onDuty\":false}").expectStatus().isOk();
    put("{}").expectStatus().isBadRequest();

    verify(duty).goOnDuty(officer);
    verify(duty).goOffDuty(officer);
  }

  @Test
  void positionWithoutATimeIsNow() {
    when(positions.report(officer, new Place(33.5, -86.8), NOON)).thenReturn(true);

    post("position", "{\"latitude\":33.5,\"longitude\":-86.8}", null)
        .expectStatus()
        .isOk()
        .expectBody()
        .jsonPath("$.kept")
        .isEqualTo(true);
  }

  @Test
  void placeThatIsNoneNamesTheField() {
    post("position", "{\"latitude\":91,\"longitude\":0}", null)
        .expectStatus()
        .isBadRequest()
        .expectBody()
        .jsonPath("$.type")
        .isEqualTo("urn:porchlight:problem:invalid-request")
        .jsonPath("$.errors[0].field")
        .isEqualTo("latitude");
    verifyNoInteractions(positions);
  }

  @Test
  void newTargetIsCreatedAndARepeatIsNot() {
    var id = PushTargetId.random();
    when(targets.register(officer, PushTarget.Kind.FID, "abc", "k1"))
        .thenReturn(new PushRegistration.Registered(id, true))
        .thenReturn(new PushRegistration.Registered(id, false));

    post("push-targets", "{\"kind\":\"FID\",\"address\":\"abc\"}", "k1")
        .expectStatus()
        .isCreated()
        .expectHeader()
        .valueEquals("Location", "/api/v1/me/push-targets/" + id);
    post("push-targets", "{\"kind\":\"FID\",\"address\":\"abc\"}", "k1")
        .expectStatus()
        .isOk()
        .expectBody()
        .jsonPath("$.id")
        .isEqualTo(id.toString());
  }

  @Test
  void keyOfAnotherRequestIsRefused() {
    when(targets.register(any(), any(), any(), any())).thenReturn(new PushRegistration.KeyReused());

    post("push-targets", "{\"kind\":\"FID\",\"address\":\"abc\"}", "k1")
        .expectStatus()
        .isEqualTo(422)
        .expectBody()
        .jsonPath("$.type")
        .isEqualTo("urn:porchlight:problem:idempotency-key-reused");
  }

  @Test
  void targetIsRemoved() {
    var id = PushTargetId.random();

    http.delete().uri("/api/v1/me/push-targets/{id}", id).exchange().expectStatus().isNoContent();

    verify(targets).remove(officer, id);
  }

  @Test
  void ownersHaveNoBusinessHere() {
    ApiForTests.signedIn(Set.of(Role.OWNER));

    http.get().uri("/api/v1/me").exchange().expectStatus().isForbidden();
    put("{\"onDuty\":true}").expectStatus().isForbidden();
    post("position", "{\"latitude\":1,\"longitude\":1}", null).expectStatus().isForbidden();
    post("push-targets", "{\"kind\":\"FID\",\"address\":\"a\"}", null).expectStatus().isForbidden();
    assertThat(officer).isNotNull();
    verifyNoInteractions(duty, positions, targets);
  }

  private RestTestClient.ResponseSpec put(String body) {
    return http.put()
        .uri("/api/v1/me/duty")
        .contentType(MediaType.APPLICATION_JSON)
        .body(body)
        .exchange();
  }

  private RestTestClient.ResponseSpec post(String what, String body, String key) {
    var request = http.post().uri("/api/v1/me/" + what).contentType(MediaType.APPLICATION_JSON);
    if (key != null) {
      request.header("Idempotency-Key", key);
    }
    return request.body(body).exchange();
  }
}
