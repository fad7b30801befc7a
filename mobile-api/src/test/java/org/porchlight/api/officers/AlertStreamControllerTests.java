package org.porchlight.api.officers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.porchlight.alerts.AlertChange;
import org.porchlight.alerts.AlertId;
import org.porchlight.alerts.AlertStream;
import org.porchlight.api.ApiForTests;
import org.porchlight.identity.Actor;
import org.porchlight.identity.Present;
import org.porchlight.identity.Role;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.test.web.servlet.client.RestTestClient;

class AlertStreamControllerTests {

  static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");

  final AlertStream stream = mock(AlertStream.class);
  final Present present = mock(Present.class);
  final RestTestClient http =
      ApiForTests.of(new AlertStreamController(stream, present, Clock.fixed(NOON, ZoneOffset.UTC)));
  final Actor officer = ApiForTests.signedIn(Set.of(Role.OFFICER), "officer");

  @AfterEach
  void signOut() {
    SecurityContextHolder.clearContext();
  }

  @Test
  void streamGoesOnAfterTheLastEventAndEndsWithTheSession() throws Exception {
    var alert = AlertId.random();
    when(present.of(officer)).thenReturn(Optional.of(officer)).thenReturn(Optional.empty());
    when(stream.after(eq(officer), eq(41L), any()))
        .thenReturn(List.of(new AlertChange(42, alert, AlertChange.What.OFFERED, NOON)));

    var body =
        http.get()
            .uri("/api/v1/alerts/stream")
            .header("Last-Event-ID", "41")
            .exchange()
            .expectStatus()
            .isOk()
            .expectBody(String.class)
            .returnResult()
            .getResponseBody();

    assertThat(body)
        .contains(":still here")
        .contains("id:42")
        .contains("event:alert")
        .contains(alert.toString())
        .contains("OFFERED");
  }

  @Test
  void othersThanOfficersHaveNoStream() {
    ApiForTests.signedIn(Set.of(Role.OWNER));

    http.get().uri("/api/v1/alerts/stream").exchange().expectStatus().isForbidden();
  }
}
