package org.porchlight.api.officers;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.porchlight.api.ApiProblem;
import org.porchlight.identity.Actor;
import org.porchlight.identity.People;
import org.porchlight.kernel.Place;
import org.porchlight.notices.PushRegistration;
import org.porchlight.notices.PushTarget;
import org.porchlight.notices.PushTargetId;
import org.porchlight.notices.PushTargets;
import org.porchlight.patrol.Duty;
import org.porchlight.patrol.Positions;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// The officer, the shift, the place, and the phone.
@RestController
@RequestMapping("/api/v1/me")
@Tag(name = "Me", description = "The officer who is signed in")
class MeController {

  private final People people;
  private final Duty duty;
  private final Positions positions;
  private final PushTargets targets;
  private final Clock clock;

  MeController(People people, Duty duty, Positions positions, PushTargets targets, Clock clock) {
    this.people = people;
    this.duty = duty;
    this.positions = positions;
    this.targets = targets;
    this.clock = clock;
  }

  /// The person who is signed in.
  record MeJson(UUID id, String name, List<String> roles, String language, DutyJson duty) {}

  /// Where the person stands in the shift.
  ///
  /// @param alert the alert in hand
  record DutyJson(boolean onDuty, @Nullable Instant since, @Nullable UUID alert) {}

  @GetMapping
  @Operation(summary = "Who you are, and whether you are on duty")
  ResponseEntity<MeJson> me(@AuthenticationPrincipal Actor actor) {
    OfficersOnly.check(actor);
    var person = people.find(actor.person());
    return ResponseEntity.ok()
        .cacheControl(CacheControl.noStore())
        .body(
            new MeJson(
                actor.person().value(),
                person.map(one -> one.displayName()).orElse(""),
                actor.roles().stream().map(Enum::name).sorted().toList(),
                person.map(one -> one.language()).orElse("en"),
                dutyOf(actor)));
  }

  /// On duty or off.
  record DutySwitch(@NotNull Boolean onDuty) {}

  @PutMapping("/duty")
  @Operation(
      summary = "Go on duty or off",
      description = "Off duty you are asked nothing, and your position is not kept.")
  DutyJson duty(@AuthenticationPrincipal Actor actor, @Valid @RequestBody DutySwitch body) {
    OfficersOnly.check(actor);
    if (body.onDuty()) {
      duty.goOnDuty(actor);
    } else {
      duty.goOffDuty(actor);
    }
    return dutyOf(actor);
  }

  /// A position report.
  ///
  /// @param at by the phone's clock; absent for now
  record PositionJson(
      @NotNull @DecimalMin("-90") @DecimalMax("90") Double latitude,
      @NotNull @DecimalMin("-180") @DecimalMax("180") Double longitude,
      @Nullable Instant at) {}

  /// What became of the report.
  ///
  /// @param kept false off duty, and for a report older than the last one
  record KeptJson(boolean kept) {}

  @PostMapping("/position")
  @Operation(
      summary = "Where you are",
      description = "Send it at least every 30 s: after 60 s without, you are asked nothing.")
  KeptJson position(@AuthenticationPrincipal Actor actor, @Valid @RequestBody PositionJson body) {
    OfficersOnly.check(actor);
    var place = new Place(body.latitude(), body.longitude());
    var at = body.at() == null ? clock.instant() : body.at();
    return new KeptJson(positions.report(actor, place, at));
  }

  /// An installation to be woken.
  ///
  /// @param kind `FID` or `TOKEN`
  record PushTargetJson(
      @NotNull PushTarget.Kind kind,
      @NotNull @Pattern(regexp = "[\\x21-\\x7e]{1,512}") String address) {}

  /// The installation's name at ours.
  record PushTargetIdJson(UUID id) {}

  @PostMapping("/push-targets")
  @Operation(
      summary = "Wake this installation for my alerts",
      description =
          """
          The target lives as long as the session. Registering the same address again refreshes \
          it; do so at least once a month.\
          """)
  @ApiResponse(responseCode = "201", description = "New")
  @ApiResponse(responseCode = "200", description = "Known already")
  @ApiResponse(responseCode = "422", description = "idempotency-key-reused")
  ResponseEntity<PushTargetIdJson> register(
      @AuthenticationPrincipal Actor actor,
      @Parameter(description = "Repeats with the same key are one registration")
          @RequestHeader(name = "Idempotency-Key", required = false)
          @Nullable String idempotencyKey,
      @Valid @RequestBody PushTargetJson body) {
    OfficersOnly.check(actor);
    var key = checked(idempotencyKey);
    return switch (targets.register(actor, body.kind(), body.address(), key)) {
      case PushRegistration.Registered(var id, var fresh) ->
          fresh
              ? ResponseEntity.created(URI.create("/api/v1/me/push-targets/" + id))
                  .body(new PushTargetIdJson(id.value()))
              : ResponseEntity.ok(new PushTargetIdJson(id.value()));
      case PushRegistration.KeyReused _ ->
          throw new ApiProblem(
              HttpStatus.UNPROCESSABLE_CONTENT,
              "idempotency-key-reused",
              "Idempotency key used before",
              "The key belongs to another request. Use a new one.");
    };
  }

  @DeleteMapping("/push-targets/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Operation(summary = "Do not wake this installation any more")
  void unregister(@AuthenticationPrincipal Actor actor, @PathVariable UUID id) {
    OfficersOnly.check(actor);
    targets.remove(actor, new PushTargetId(id));
  }

  private static @Nullable String checked(@Nullable String idempotencyKey) {
    if (idempotencyKey != null && !idempotencyKey.matches("[\\x20-\\x7e]{1,200}")) {
      throw new ApiProblem(
          HttpStatus.BAD_REQUEST,
          "invalid-request",
          "Invalid request",
          "Idempotency-Key has 1 to 200 printable characters.");
    }
    return idempotencyKey;
  }

  private DutyJson dutyOf(Actor actor) {
    var status = duty.status(actor.person());
    var commitment = status.commitment();
    return new DutyJson(
        status.onDuty(),
        status.since(),
        commitment != null && commitment.startsWith("alert:")
            ? UUID.fromString(commitment.substring("alert:".length()))
            : null);
  }
}
