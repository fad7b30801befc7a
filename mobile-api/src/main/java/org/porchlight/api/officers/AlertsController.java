package org.porchlight.api.officers;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.porchlight.alerts.AlertId;
import org.porchlight.alerts.AlertOutcome;
import org.porchlight.alerts.AlertVersion;
import org.porchlight.alerts.Alerts;
import org.porchlight.alerts.Answer;
import org.porchlight.alerts.DeclineReason;
import org.porchlight.alerts.OfficersAlert;
import org.porchlight.alerts.OfficersAlerts;
import org.porchlight.api.ApiProblem;
import org.porchlight.identity.Actor;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// An officer's alerts: only those that were offered to this officer, whatever id is asked for.
@RestController
@RequestMapping("/api/v1/alerts")
@Tag(name = "Alerts", description = "What an officer was asked to do, and what became of it")
class AlertsController {

  private static final String IF_MATCH =
      "Required: the ETag of the alert that you decided on, or `*`";

  private final Alerts alerts;
  private final OfficersAlerts officersAlerts;

  AlertsController(Alerts alerts, OfficersAlerts officersAlerts) {
    this.alerts = alerts;
    this.officersAlerts = officersAlerts;
  }

  /// One page.
  ///
  /// @param next cursor of the next page; absent on the last
  /// @param position to begin the event stream after, so that nothing is missed
  record PageJson(List<AlertJson> items, @Nullable String next, long position) {}

  @GetMapping
  @Operation(
      summary = "Alerts offered to you, the newest first",
      description = "Follow `next` for older ones. Begin the event stream after `position`.")
  ResponseEntity<PageJson> list(
      @AuthenticationPrincipal Actor officer,
      @RequestParam(required = false) @Nullable String cursor,
      @RequestParam(defaultValue = "20") int limit) {
    OfficersOnly.check(officer);
    var page = officersAlerts.page(officer, cursor, limit);
    return ResponseEntity.ok()
        .cacheControl(CacheControl.noStore())
        .body(
            new PageJson(
                page.items().stream().map(AlertJson::of).toList(), page.next(), page.position()));
  }

  @GetMapping("/{id}")
  @Operation(
      summary = "One alert",
      description = "Its `ETag` is what `If-Match` asks for when you decide. Opening is logged.")
  @ApiResponse(responseCode = "200")
  @ApiResponse(responseCode = "404", description = "alert-not-found: not offered to you")
  ResponseEntity<AlertJson> read(@AuthenticationPrincipal Actor officer, @PathVariable UUID id) {
    OfficersOnly.check(officer);
    return ok(officersAlerts.read(officer, new AlertId(id)));
  }

  @PostMapping("/{id}/delivered")
  @Operation(summary = "Receipt: the phone has the alert", description = "Repeat as you like.")
  ResponseEntity<AlertJson> delivered(
      @AuthenticationPrincipal Actor officer, @PathVariable UUID id) {
    OfficersOnly.check(officer);
    return answer(alerts.delivered(officer, new AlertId(id)));
  }

  @PostMapping("/{id}/seen")
  @Operation(summary = "Receipt: the officer opened the alert", description = "Repeat as you like.")
  ResponseEntity<AlertJson> seen(@AuthenticationPrincipal Actor officer, @PathVariable UUID id) {
    OfficersOnly.check(officer);
    return answer(alerts.seen(officer, new AlertId(id)));
  }

  @PostMapping("/{id}/accept")
  @Operation(
      summary = "I go",
      description = "The first officer wins. Repeating an accept that was lost on the way is safe.")
  @ApiResponse(responseCode = "200", description = "It is yours")
  @ApiResponse(
      responseCode = "409",
      description = "alert-taken, alert-over or officer-busy; `alert` has the present state")
  @ApiResponse(responseCode = "412", description = "stale-version; `alert` has the present state")
  @ApiResponse(responseCode = "428", description = "version-required: send `If-Match`")
  ResponseEntity<AlertJson> accept(
      @AuthenticationPrincipal Actor officer,
      @PathVariable UUID id,
      @Parameter(description = IF_MATCH)
          @RequestHeader(name = HttpHeaders.IF_MATCH, required = false)
          @Nullable String ifMatch) {
    OfficersOnly.check(officer);
    return answer(alerts.accept(officer, new AlertId(id), version(ifMatch)));
  }

  /// Why not.
  record DeclineJson(@NotNull DeclineReason reason) {}

  @PostMapping("/{id}/decline")
  @Operation(summary = "I do not go")
  ResponseEntity<AlertJson> decline(
      @AuthenticationPrincipal Actor officer,
      @PathVariable UUID id,
      @Parameter(description = IF_MATCH)
          @RequestHeader(name = HttpHeaders.IF_MATCH, required = false)
          @Nullable String ifMatch,
      @Valid @RequestBody DeclineJson body) {
    OfficersOnly.check(officer);
    return answer(alerts.decline(officer, new AlertId(id), body.reason(), version(ifMatch)));
  }

  @PostMapping("/{id}/en-route")
  @Operation(summary = "I am on my way")
  ResponseEntity<AlertJson> enRoute(
      @AuthenticationPrincipal Actor officer,
      @PathVariable UUID id,
      @Parameter(description = IF_MATCH)
          @RequestHeader(name = HttpHeaders.IF_MATCH, required = false)
          @Nullable String ifMatch) {
    OfficersOnly.check(officer);
    return answer(alerts.enRoute(officer, new AlertId(id), version(ifMatch)));
  }

  @PostMapping("/{id}/on-scene")
  @Operation(summary = "I am there")
  ResponseEntity<AlertJson> onScene(
      @AuthenticationPrincipal Actor officer,
      @PathVariable UUID id,
      @Parameter(description = IF_MATCH)
          @RequestHeader(name = HttpHeaders.IF_MATCH, required = false)
          @Nullable String ifMatch) {
    OfficersOnly.check(officer);
    return answer(alerts.onScene(officer, new AlertId(id), version(ifMatch)));
  }

  /// What came of it.
  record CloseJson(@NotNull AlertOutcome outcome) {}

  @PostMapping("/{id}/close")
  @Operation(summary = "What came of it", description = "Ends the alert; you are free again.")
  ResponseEntity<AlertJson> close(
      @AuthenticationPrincipal Actor officer,
      @PathVariable UUID id,
      @Parameter(description = IF_MATCH)
          @RequestHeader(name = HttpHeaders.IF_MATCH, required = false)
          @Nullable String ifMatch,
      @Valid @RequestBody CloseJson body) {
    OfficersOnly.check(officer);
    return answer(alerts.close(officer, new AlertId(id), body.outcome(), version(ifMatch)));
  }

  /// Reads `If-Match`. `*` stands for "whatever it is now".
  private static @Nullable AlertVersion version(@Nullable String ifMatch) {
    if (ifMatch == null) {
      throw new ApiProblem(
          HttpStatus.PRECONDITION_REQUIRED,
          "version-required",
          "Version required",
          "Send If-Match with the ETag of the alert that you decided on, or *.");
    }
    var text = ifMatch.strip();
    if (text.equals("*")) {
      return null;
    }
    var bare =
        text.length() > 2 && text.startsWith("\"") && text.endsWith("\"")
            ? text.substring(1, text.length() - 1)
            : text;
    // A tag that we never gave out matches nothing, which is what a version before the first says.
    return AlertVersion.parse(bare).orElseGet(() -> new AlertVersion(0, 0));
  }

  private static ResponseEntity<AlertJson> answer(Answer answer) {
    return switch (answer) {
      case Answer.Done(var alert) -> ok(alert);
      case Answer.Stale(var alert) ->
          throw problem(
              HttpStatus.PRECONDITION_FAILED,
              "stale-version",
              "Changed meanwhile",
              "The alert changed since you read it. Look again and decide again.",
              alert);
      case Answer.Refused(var reason, var alert) -> throw refused(reason, alert);
    };
  }

  private static ApiProblem refused(Answer.Reason reason, OfficersAlert alert) {
    return switch (reason) {
      case TAKEN ->
          problem(
              HttpStatus.CONFLICT,
              "alert-taken",
              "Taken by a colleague",
              "A colleague was faster and goes.",
              alert);
      case OVER ->
          problem(
              HttpStatus.CONFLICT,
              "alert-over",
              "No longer open",
              "This can no longer be done with the alert as it is now.",
              alert);
      case NOT_YOURS ->
          problem(
              HttpStatus.CONFLICT,
              "alert-not-yours",
              "Not yours",
              "Only the officer who accepted reports on an alert.",
              alert);
      case BUSY ->
          problem(
              HttpStatus.CONFLICT,
              "officer-busy",
              "Another alert in hand",
              "Close the alert that you have in hand first.",
              alert);
    };
  }

  private static ApiProblem problem(
      HttpStatus status, String type, String title, String detail, OfficersAlert alert) {
    return new ApiProblem(status, type, title, detail).with("alert", AlertJson.of(alert));
  }

  private static ResponseEntity<AlertJson> ok(OfficersAlert alert) {
    return ResponseEntity.ok()
        .eTag("\"" + alert.version() + "\"")
        .cacheControl(CacheControl.noCache().cachePrivate())
        .body(AlertJson.of(alert));
  }
}
