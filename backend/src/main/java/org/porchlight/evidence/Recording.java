package org.porchlight.evidence;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.porchlight.identity.OrganisationId;
import org.porchlight.incidents.IncidentId;
import org.porchlight.registry.CameraId;

/// A stretch of time during which a camera is or was recorded on one ground.
///
/// @param agency for whom
/// @param incident absent if it is recorded by a rule
/// @param permit of the person who began it for an incident; absent for a rule
/// @param keepDays after so many days its footage is deleted
/// @param endedAt absent while it goes on
/// @param endReason a code; absent while it goes on
public record Recording(
    UUID id,
    CameraId camera,
    OrganisationId agency,
    @Nullable IncidentId incident,
    @Nullable UUID permit,
    Instant startedAt,
    int keepDays,
    @Nullable Instant endedAt,
    @Nullable String endReason) {

  public boolean goesOn() {
    return endedAt == null;
  }
}
