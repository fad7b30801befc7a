package org.porchlight.evidence;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.porchlight.identity.PersonId;
import org.porchlight.incidents.IncidentId;
import org.porchlight.registry.CameraId;

/// Some seconds of one camera, kept as evidence.
///
/// @param from our clock when its first picture arrived
/// @param to our clock when its last picture arrived
/// @param purpose code, for example `INV-VEHICLE-THEFT`
/// @param sha256 of the file, in hexadecimal
/// @param bytes of the file
/// @param codecs for example `avc1.640028`
/// @param pictures how many; absent for clips that were saved before they were counted
/// @param gaps how often pictures are missing in it
/// @param asked what it is a part of
public record Clip(
    ClipId id,
    CameraId camera,
    Instant from,
    Instant to,
    @Nullable IncidentId incident,
    String purpose,
    String sha256,
    long bytes,
    String codecs,
    @Nullable Integer pictures,
    int gaps,
    Asked asked,
    ClipState state,
    PersonId savedBy,
    Instant savedAt) {

  /// What was asked for.
  ///
  /// @param part of so many, from 1; there are several where the format of the pictures changed
  public record Asked(Instant from, Instant to, int part, int parts) {}
}
