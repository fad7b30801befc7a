package org.porchlight.api.officers;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.porchlight.access.Access;
import org.porchlight.access.Around;
import org.porchlight.access.CameraNear;
import org.porchlight.access.CamerasNear;
import org.porchlight.access.Decision;
import org.porchlight.access.LookPace;
import org.porchlight.access.Reason;
import org.porchlight.access.Use;
import org.porchlight.access.Verdict;
import org.porchlight.api.ApiProblem;
import org.porchlight.api.officers.AlertJson.PlaceJson;
import org.porchlight.feeds.LiveViews;
import org.porchlight.feeds.PermittedSnapshots;
import org.porchlight.feeds.SnapshotAnswer;
import org.porchlight.identity.Actor;
import org.porchlight.incidents.IncidentId;
import org.porchlight.registry.CameraId;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// The cameras near an incident. Each look is asked for on its own, and decided as everywhere.
@RestController
@RequestMapping("/api/v1/incidents/{incident}/cameras")
@Tag(name = "Cameras", description = "What can be seen near an incident")
class IncidentCamerasController {

  /// A camera that the rules would open and that has no stream.
  private static final String NOT_CONNECTED = "NOT_CONNECTED";

  private static final String MOMENT = "2";
  private static final String TOO_FAST = "too-many-questions, with `Retry-After`";

  private final CamerasNear camerasNear;
  private final LookPace pace;
  private final Access access;
  private final LiveViews views;
  private final PermittedSnapshots snapshots;

  IncidentCamerasController(
      CamerasNear camerasNear,
      LookPace pace,
      Access access,
      LiveViews views,
      PermittedSnapshots snapshots) {
    this.camerasNear = camerasNear;
    this.pace = pace;
    this.access = access;
    this.views = views;
    this.snapshots = snapshots;
  }

  /// @param items nearest first
  record CamerasJson(List<CameraJson> items) {}

  /// A camera.
  ///
  /// @param ownership `PRIVATE` or `POLICE`
  /// @param metres from the camera to the incident
  /// @param mayOpen whether it may be opened now; decided again when it is
  /// @param reason why not: a reason of the rules, or `NOT_CONNECTED`
  record CameraJson(
      UUID id,
      String name,
      String ownership,
      PlaceJson place,
      long metres,
      boolean mayOpen,
      @Nullable String reason) {

    static CameraJson of(CameraNear near) {
      var camera = near.camera();
      var reason =
          switch (near.verdict()) {
            case Verdict.MayNot(var why) -> why.name();
            case Verdict.MayOpen _ -> camera.connected() ? null : NOT_CONNECTED;
          };
      return new CameraJson(
          camera.id().value(),
          camera.name(),
          camera.ownership().name(),
          PlaceJson.of(camera.place()),
          Math.round(near.metres()),
          reason == null,
          reason);
    }
  }

  @GetMapping
  @Operation(
      summary = "Cameras near an open incident of your agency, nearest first",
      description =
          """
          Says which may be opened now, and why not the others. Every look around is logged: ask \
          when the officer does, not by a timer.\
          """)
  @ApiResponse(responseCode = "200")
  @ApiResponse(
      responseCode = "403",
      description = "look-refused; `reason` says why, for example INCIDENT_CLOSED")
  @ApiResponse(responseCode = "429", description = TOO_FAST)
  ResponseEntity<CamerasJson> near(
      @AuthenticationPrincipal Actor officer, @PathVariable UUID incident) {
    OfficersOnly.check(officer);
    return switch (camerasNear.around(officer, new IncidentId(incident))) {
      case Around.Seen(var cameras) ->
          ResponseEntity.ok()
              .cacheControl(CacheControl.noStore())
              .body(new CamerasJson(cameras.stream().map(CameraJson::of).toList()));
      case Around.Refused(var reason) -> throw refused(reason);
      case Around.TooFast(var pause) -> throw tooFast(pause);
    };
  }

  /// Why somebody wants to look.
  ///
  /// @param purpose a code of the closed list, for example `INV-ROBBERY`
  record LookJson(
      @NotNull
          @Schema(
              allowableValues = {
                "INV-HOMICIDE",
                "INV-SHOOTING",
                "INV-ROBBERY",
                "INV-ASSAULT",
                "INV-BURGLARY",
                "INV-VEHICLE-THEFT",
                "INV-HIT-AND-RUN",
                "MISSING-PERSON",
                "EMERGENCY-IN-PROGRESS",
                "OFFICER-IN-DANGER"
              })
          String purpose) {}

  /// A ticket for one live view.
  ///
  /// @param ticket a secret: never put it into an address
  /// @param open where to hand it in
  record TicketJson(String ticket, Instant expiresAt, String open) {

    @Override
    public String toString() {
      return "TicketJson[redacted]";
    }
  }

  @PostMapping("/{camera}/live")
  @Operation(
      summary = "Ask for a live view",
      description =
          """
          The ticket works once, within 30 s, in this session. Hand it in at `open`, which gives \
          the address of a playlist, or in the first message of the web socket `/media/live`. The \
          view is judged every second and ends when its ground does.\
          """)
  @ApiResponse(responseCode = "201", description = "Hand in the ticket")
  @ApiResponse(responseCode = "403", description = "look-refused; `reason` says why")
  @ApiResponse(responseCode = "429", description = TOO_FAST)
  ResponseEntity<TicketJson> live(
      @AuthenticationPrincipal Actor officer,
      @PathVariable UUID incident,
      @PathVariable UUID camera,
      @Valid @RequestBody LookJson body) {
    OfficersOnly.check(officer);
    return switch (ask(officer, incident, camera, Use.LIVE, body)) {
      case Decision.Allowed(var permit, var recorded) -> {
        var ticket = views.admit(permit, recorded);
        yield ResponseEntity.status(HttpStatus.CREATED)
            .cacheControl(CacheControl.noStore())
            .body(new TicketJson(ticket.value(), ticket.expiresAt(), "/media/hls"));
      }
      case Decision.Denied(var reason, _) -> throw refused(reason);
    };
  }

  @PostMapping("/{camera}/snapshot")
  @Operation(
      summary = "One picture, now",
      description =
          """
          What is masked is blanked; time and camera are burned in. Takes up to some ten seconds \
          where the camera has to be connected to first.\
          """)
  @ApiResponse(responseCode = "200", content = @Content(mediaType = MediaType.IMAGE_JPEG_VALUE))
  @ApiResponse(responseCode = "403", description = "look-refused; `reason` says why")
  @ApiResponse(responseCode = "429", description = TOO_FAST)
  @ApiResponse(
      responseCode = "503",
      description = "no-picture, or snapshots-busy with `Retry-After`")
  ResponseEntity<byte[]> snapshot(
      @AuthenticationPrincipal Actor officer,
      @PathVariable UUID incident,
      @PathVariable UUID camera,
      @Valid @RequestBody LookJson body) {
    OfficersOnly.check(officer);
    return switch (ask(officer, incident, camera, Use.SNAPSHOT, body)) {
      case Decision.Allowed(var permit, var recorded) -> answer(snapshots.take(permit, recorded));
      case Decision.Denied(var reason, _) -> throw refused(reason);
    };
  }

  private static ResponseEntity<byte[]> answer(SnapshotAnswer answer) {
    return switch (answer) {
      case SnapshotAnswer.Taken(var jpeg, _, _) ->
          ResponseEntity.ok()
              .cacheControl(CacheControl.noStore())
              .header("X-Content-Type-Options", "nosniff")
              .contentType(MediaType.IMAGE_JPEG)
              .body(jpeg);
      case SnapshotAnswer.NoPicture _ ->
          throw noPicture("The camera sent no picture in time. Try again in a moment.");
      case SnapshotAnswer.NotShown _ ->
          throw noPicture("The picture could not be prepared for viewing, so it is not shown.");
      case SnapshotAnswer.Busy _ -> {
        var busy =
            new ApiProblem(
                HttpStatus.SERVICE_UNAVAILABLE,
                "snapshots-busy",
                "Busy",
                "Another picture is still being taken. Try again in a moment.");
        busy.getHeaders().set(HttpHeaders.RETRY_AFTER, MOMENT);
        throw busy;
      }
      case SnapshotAnswer.Ended(var reason) -> throw refused(reason);
    };
  }

  private static ApiProblem noPicture(String detail) {
    return new ApiProblem(HttpStatus.SERVICE_UNAVAILABLE, "no-picture", "No picture", detail);
  }

  private Decision ask(Actor officer, UUID incident, UUID camera, Use use, LookJson body) {
    var pause = pace.ask(officer, LookPace.Question.LOOK, List.of(incident, camera));
    if (pause.isPresent()) {
      throw tooFast(pause.get());
    }
    return access.ask(officer, new CameraId(camera), use, body.purpose(), new IncidentId(incident));
  }

  private static ApiProblem tooFast(Duration pause) {
    var tooFast =
        new ApiProblem(
            HttpStatus.TOO_MANY_REQUESTS,
            "too-many-questions",
            "Too many questions",
            "More cameras and incidents were asked for than anybody can look at. Wait a moment.");
    tooFast.getHeaders().set(HttpHeaders.RETRY_AFTER, Long.toString(pause.toSeconds() + 1));
    return tooFast;
  }

  private static ApiProblem refused(Reason reason) {
    return new ApiProblem(
            HttpStatus.FORBIDDEN,
            "look-refused",
            "Not allowed to look",
            "The rules do not allow this now: " + reason.name() + ".")
        .with("reason", reason.name());
  }
}
