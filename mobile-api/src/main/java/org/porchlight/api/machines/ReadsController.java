package org.porchlight.api.machines;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.porchlight.api.ApiProblem;
import org.porchlight.identity.Actor;
import org.porchlight.identity.Role;
import org.porchlight.plates.ReadAnswer;
import org.porchlight.plates.ReadIntake;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/// Takes plate reads. The machine that delivers shows its access token, and each reader its key.
@RestController
@Tag(name = "Plate reads", description = "What plate readers send")
class ReadsController {

  private final ReadIntake intake;

  ReadsController(ReadIntake intake) {
    this.intake = intake;
  }

  /// The receipt.
  ///
  /// @param event under which the message is kept
  /// @param fresh false if it was there already
  record ReceiptJson(String event, boolean fresh) {}

  @PostMapping(path = "/api/v1/reads", consumes = MediaType.APPLICATION_JSON_VALUE)
  @Operation(
      summary = "One plate read",
      description =
          """
          A JSON object with `plate`, and if known `eventId`, `state`, `confidence` (0 to \
          1), `at` (ISO 8601 with zone), `latitude`, `longitude`. 202 means: it is on disk. It is \
          looked at afterwards. Repeats of the same event of the same reader are kept once.\
          """)
  @ApiResponse(responseCode = "202", description = "On disk")
  @ApiResponse(responseCode = "400", description = "unreadable-message")
  @ApiResponse(responseCode = "403", description = "unknown-reader, or the scope is missing")
  ResponseEntity<ReceiptJson> take(
      @AuthenticationPrincipal Actor machine,
      Authentication authentication,
      @Parameter(description = "Key of the reader")
          @RequestHeader(name = "X-Reader-Key", required = false)
          @Nullable String readerKey,
      @Parameter(description = "Id of the event, if the message has none")
          @RequestHeader(name = "Idempotency-Key", required = false)
          @Nullable String idempotencyKey,
      @RequestBody String body) {
    if (!machine.is(Role.MACHINE) || !hasScope(authentication, "reads")) {
      throw new ApiProblem(
          HttpStatus.FORBIDDEN,
          "not-allowed",
          "Not allowed",
          "Only machines with the scope reads may do this.");
    }
    return switch (intake.receive(
        machine, readerKey == null ? "" : readerKey, idempotencyKey, body)) {
      case ReadAnswer.Kept(var event, var fresh) ->
          ResponseEntity.accepted().body(new ReceiptJson(event, fresh));
      case ReadAnswer.UnknownReader _ ->
          throw new ApiProblem(
              HttpStatus.FORBIDDEN,
              "unknown-reader",
              "Unknown reader",
              "Send the key of an active reader in the header X-Reader-Key.");
      case ReadAnswer.Unreadable(var why) ->
          throw new ApiProblem(
              HttpStatus.BAD_REQUEST, "unreadable-message", "Unreadable message", why);
    };
  }

  private static boolean hasScope(Authentication authentication, String scope) {
    return authentication.getAuthorities().stream()
        .anyMatch(authority -> ("SCOPE_" + scope).equals(authority.getAuthority()));
  }
}
