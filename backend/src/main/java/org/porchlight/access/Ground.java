package org.porchlight.access;

import org.jspecify.annotations.Nullable;
import org.porchlight.incidents.IncidentId;

/// What a yes rests on. When it ends, what was opened on it ends.
public sealed interface Ground {

  /// An open incident within the owner's radius and priority.
  record OpenIncident(IncidentId incident) implements Ground {}

  /// The owner shares always.
  record StandingConsent() implements Ground {}

  /// The owner pressed the alarm, and it is on.
  record Alarm(AlarmId alarm) implements Ground {}

  /// An emergency: this person opened it without the owner's leave, and answers for it.
  record Exigent(OverrideId override) implements Ground {}

  /// The agency's own camera.
  record AgencyPolicy() implements Ground {}

  /// Footage that was taken on a ground of its own, and is only played back.
  record Evidence(@Nullable IncidentId incident) implements Ground {}
}
