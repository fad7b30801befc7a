package org.porchlight.api.machines;

import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verifyNoInteractions;
import static org.mockito.Mockito.when;

import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.porchlight.api.ApiForTests;
import org.porchlight.identity.Role;
import org.porchlight.plates.ReadAnswer;
import org.porchlight.plates.ReadIntake;
import org.springframework.http.MediaType;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.test.web.servlet.client.RestTestClient;

class ReadsControllerTests {

  final ReadIntake intake = mock(ReadIntake.class);
  final RestTestClient http = ApiForTests.of(new ReadsController(intake));

  @AfterEach
  void signOut() {
    SecurityContextHolder.clearContext();
  }

  @Test
  void keptMessageIsAcceptedAtOnce() {
    var machine = ApiForTests.signedIn(Set.of(Role.MACHINE), "reads");
    when(intake.receive(machine, "key", "e1", "{\"plate\":\"A1\"}"))
        .thenReturn(new ReadAnswer.Kept("e1", true));

    post("{\"plate\":\"A1\"}")
        .expectStatus()
        .isEqualTo(202)
        .expectBody()
        .jsonPath("$.event")
        .isEqualTo("e1");
  }

  @Test
  void unknownReaderAndUnreadableMessageAreProblems() {
    var machine = ApiForTests.signedIn(Set.of(Role.MACHINE), "reads");
    when(intake.receive(machine, "key", "e1", "1")).thenReturn(new ReadAnswer.UnknownReader());
    when(intake.receive(machine, "key", "e1", "2"))
        .thenReturn(new ReadAnswer.Unreadable("The message is not a JSON object."));

    post("1")
        .expectStatus()
        .isForbidden()
        .expectBody()
        .jsonPath("$.type")
        .isEqualTo("urn:porchlight:problem:unknown-reader");
    post("2")
        .expectStatus()
        .isBadRequest()
        .expectBody()
        .jsonPath("$.detail")
        .isEqualTo("The message is not a JSON object.");
  }

  @Test
  void onlyMachinesWithTheScopeDeliver() {
    ApiForTests.signedIn(Set.of(Role.MACHINE), "cad");
    post("{}").expectStatus().isForbidden();
    ApiForTests.signedIn(Set.of(Role.OFFICER), "reads");
    post("{}").expectStatus().isForbidden();
    verifyNoInteractions(intake);
  }

  private RestTestClient.ResponseSpec post(String body) {
    return http.post()
        .uri("/api/v1/reads")
        .header("X-Reader-Key", "key")
        .header("Idempotency-Key", "e1")
        .contentType(MediaType.APPLICATION_JSON)
        .body(body)
        .exchange();
  }
}
