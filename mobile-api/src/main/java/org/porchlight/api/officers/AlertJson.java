package org.porchlight.api.officers;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.porchlight.alerts.AlertState;
import org.porchlight.alerts.OfferState;
import org.porchlight.alerts.OfficersAlert;
import org.porchlight.kernel.Place;

/// An alert as it goes over the wire to one officer.
///
/// @param version what `If-Match` asks for, in quotes
/// @param offer `OPEN`, `ACCEPTED`, `DECLINED` or `WITHDRAWN`. Receipts do not show here: they are
///   no news to the officer, and a change would make the version stale
/// @param mine whether this officer goes
/// @param outcome what came of it, once it is closed
/// @param actions what this officer can do now: names of the resources below this alert
record AlertJson(
    UUID id,
    String version,
    String kind,
    String severity,
    PlaceJson place,
    String text,
    Instant raisedAt,
    String state,
    Instant stateAt,
    String offer,
    boolean mine,
    @Nullable String outcome,
    @Nullable IncidentJson incident,
    @Nullable ClipJson clip,
    List<String> actions) {

  /// Degrees, WGS 84.
  record PlaceJson(double latitude, double longitude) {

    static PlaceJson of(Place place) {
      return new PlaceJson(place.latitude(), place.longitude());
    }
  }

  /// What the alert belongs to.
  record IncidentJson(
      UUID id, @Nullable String number, @Nullable String kind, @Nullable String address) {}

  /// Footage.
  ///
  /// @param href where the officer's token opens it
  record ClipJson(UUID id, String href) {}

  static AlertJson of(OfficersAlert alert) {
    var incident = alert.incident();
    var clip = alert.clip();
    var mine = mine(alert);
    return new AlertJson(
        alert.id().value(),
        alert.version().toString(),
        alert.kind().name(),
        alert.severity().name(),
        PlaceJson.of(alert.place()),
        alert.text(),
        alert.raisedAt(),
        alert.state().name(),
        alert.state().at(),
        offer(alert.offer()),
        mine,
        alert.state() instanceof AlertState.Closed(var outcome, _) ? outcome.name() : null,
        incident == null
            ? null
            : new IncidentJson(
                incident.value(), alert.incidentNumber(), alert.incidentKind(), alert.address()),
        clip == null ? null : new ClipJson(clip.value(), "/media/clips/" + clip.value()),
        actions(alert, mine));
  }

  private static String offer(OfferState offer) {
    return offer.open() ? "OPEN" : offer.name();
  }

  private static boolean mine(OfficersAlert alert) {
    return switch (alert.state()) {
      case AlertState.Accepted(var who, _) -> who.equals(alert.officer());
      case AlertState.EnRoute(var who, _) -> who.equals(alert.officer());
      case AlertState.OnScene(var who, _) -> who.equals(alert.officer());
      case AlertState.Closed _ -> alert.offer() instanceof OfferState.Accepted;
      case AlertState.Created _, AlertState.Verified _ -> false;
      case AlertState.Offered _, AlertState.Escalated _ -> false;
    };
  }

  private static List<String> actions(OfficersAlert alert, boolean mine) {
    return switch (alert.state()) {
      case AlertState.Offered _, AlertState.Escalated _ ->
          alert.offer().open() ? List.of("accept", "decline") : List.of();
      case AlertState.Accepted _ -> mine ? List.of("en-route", "on-scene", "close") : List.of();
      case AlertState.EnRoute _ -> mine ? List.of("on-scene", "close") : List.of();
      case AlertState.OnScene _ -> mine ? List.of("close") : List.of();
      case AlertState.Created _, AlertState.Verified _, AlertState.Closed _ -> List.of();
    };
  }
}
