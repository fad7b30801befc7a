package org.porchlight.api.cad;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.List;
import java.util.ResourceBundle;
import org.porchlight.identity.Actor;
import org.porchlight.incidents.CadAnswer;
import org.porchlight.incidents.CadIntake;
import org.porchlight.kernel.FieldError;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// Takes messages from computer-aided dispatch. The form is described in docs/reference/cad.md.
@RestController
@RequestMapping("/api/v1/cad/incidents")
class CadIncidents {

  /// Longest message in bytes.
  private static final int LONGEST = 65_536;

  private static final ResourceBundle WORDS =
      ResourceBundle.getBundle("org.porchlight.api.cad.problems");

  private final CadIntake intake;

  CadIncidents(CadIntake intake) {
    this.intake = intake;
  }

  /// What a sender is told of a message that was understood.
  ///
  /// @param incident id of the incident in Porchlight
  /// @param created whether this was the first message about it
  record Receipt(String incident, boolean created) {}

  /// One thing that is wrong.
  ///
  /// @param field property of the message; empty if the message as a whole is wrong
  /// @param code stable name of what is wrong
  /// @param detail what is wrong and what to do, in English
  record Wrong(String field, String code, String detail) {}

  @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<Object> receive(@AuthenticationPrincipal Actor machine, InputStream body)
      throws IOException {
    var bytes = body.readNBytes(LONGEST + 1);
    if (bytes.length > LONGEST) {
      return problem(
          HttpStatus.CONTENT_TOO_LARGE,
          "message-too-long",
          "A message has at most 65,536 bytes.",
          List.of());
    }
    return switch (intake.receive(machine, new String(bytes, UTF_8))) {
      case CadAnswer.Accepted(var incident, var created) ->
          ResponseEntity.status(created ? HttpStatus.CREATED : HttpStatus.OK)
              .body(new Receipt(incident.toString(), created));
      case CadAnswer.Rejected(var errors) ->
          problem(
              HttpStatus.UNPROCESSABLE_CONTENT,
              "cad-message-rejected",
              "The message was kept, but nothing was changed.",
              errors.stream().map(CadIncidents::wrong).toList());
    };
  }

  private static ResponseEntity<Object> problem(
      HttpStatusCode status, String type, String detail, List<Wrong> errors) {
    var problem = ProblemDetail.forStatusAndDetail(status, detail);
    problem.setType(URI.create("urn:porchlight:problem:" + type));
    problem.setProperty("errors", errors);
    return ResponseEntity.status(status)
        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
        .body(problem);
  }

  private static Wrong wrong(FieldError error) {
    var key = error.messageKey();
    var detail = WORDS.containsKey(key) ? WORDS.getString(key) : key;
    for (var param : error.params().entrySet()) {
      detail = detail.replace("{" + param.getKey() + "}", param.getValue());
    }
    return new Wrong(error.field(), key, detail);
  }
}
