package org.porchlight.api.cad;

import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verifyNoInteractions;
import static org.mockito.Mockito.when;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.porchlight.identity.Actor;
import org.porchlight.identity.OrganisationId;
import org.porchlight.identity.PersonId;
import org.porchlight.identity.Role;
import org.porchlight.incidents.CadAnswer;
import org.porchlight.incidents.CadIntake;
import org.porchlight.incidents.IncidentId;
import org.porchlight.kernel.FieldError;
import org.springframework.http.MediaType;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.method.annotation.AuthenticationPrincipalArgumentResolver;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;

class CadIncidentsTests {

  static final Actor MACHINE =
      new Actor(
          PersonId.random(),
          OrganisationId.random(),
          Set.of(Role.MACHINE),
          "token",
          null,
          "192.0.2.1");

  final CadIntake intake = mock(CadIntake.class);
  final MockMvc http =
      MockMvcBuilders.standaloneSetup(new CadIncidents(intake))
          .setCustomArgumentResolvers(new AuthenticationPrincipalArgumentResolver())
          .build();

  @BeforeEach
  void logIn() {
    SecurityContextHolder.getContext()
        .setAuthentication(new TestingAuthenticationToken(MACHINE, null, "ROLE_MACHINE"));
  }

  @AfterEach
  void logOut() {
    SecurityContextHolder.clearContext();
  }

  @Test
  void firstMessageIsAnsweredWith201AndLaterOnesWith200() throws Exception {
    var id = IncidentId.random();
    when(intake.receive(MACHINE, "{\"number\": \"Ñ1\"}"))
        .thenReturn(new CadAnswer.Accepted(id, true), new CadAnswer.Accepted(id, false));

    send("{\"number\": \"Ñ1\"}")
        .andExpect(status().isCreated())
        .andExpect(jsonPath("$.incident").value(id.toString()))
        .andExpect(jsonPath("$.created").value(true));
    send("{\"number\": \"Ñ1\"}")
        .andExpect(status().isOk())
        .andExpect(jsonPath("$.created").value(false));
  }

  @Test
  void rejectedMessageIsAProblemThatNamesEveryField() throws Exception {
    when(intake.receive(eq(MACHINE), any()))
        .thenReturn(
            new CadAnswer.Rejected(
                List.of(
                    FieldError.of("place", "incident.place.missing"),
                    new FieldError(
                        "openedAt",
                        "incident.openedAt.in-future",
                        Map.of("now", "2026-06-01T12:00:00Z")))));

    send("{}")
        .andExpect(status().is(422))
        .andExpect(content().contentType(MediaType.APPLICATION_PROBLEM_JSON))
        .andExpect(jsonPath("$.type").value("urn:porchlight:problem:cad-message-rejected"))
        .andExpect(jsonPath("$.errors[0].field").value("place"))
        .andExpect(jsonPath("$.errors[0].code").value("incident.place.missing"))
        .andExpect(
            jsonPath("$.errors[0].detail")
                .value("Give latitude and longitude: without a place no camera can be near."))
        .andExpect(
            jsonPath("$.errors[1].detail")
                .value(
                    "This lies in the future: here it is 2026-06-01T12:00:00Z."
                        + " Check the clock of the sender."));
  }

  @Test
  void longBodyIsRefusedBeforeItIsRead() throws Exception {
    send(" ".repeat(65_537))
        .andExpect(status().is(413))
        .andExpect(content().contentType(MediaType.APPLICATION_PROBLEM_JSON));

    verifyNoInteractions(intake);
  }

  @Test
  void otherMediaTypesAreRefused() throws Exception {
    http.perform(
            post("/api/v1/cad/incidents").contentType(MediaType.APPLICATION_XML).content("<a/>"))
        .andExpect(status().isUnsupportedMediaType());
  }

  ResultActions send(String body) throws Exception {
    return http.perform(
        post("/api/v1/cad/incidents").contentType(MediaType.APPLICATION_JSON).content(body));
  }
}
