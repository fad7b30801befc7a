package org.porchlight.access;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.porchlight.identity.OrganisationId;
import org.porchlight.incidents.IncidentId;
import org.porchlight.registry.CameraId;

/// Leave to record one camera, for as long as its ground stands. Only [Recordable] issues it.
/// Whoever records asks [Recordable#against] again every second.
public final class RecordingLeave {

  private final CameraId camera;
  private final OrganisationId agency;
  private final Ground ground;
  private final @Nullable IncidentId incident;
  private final @Nullable Instant reachesBackTo;
  private final String basis;

  RecordingLeave(
      CameraId camera,
      OrganisationId agency,
      Ground ground,
      @Nullable IncidentId incident,
      @Nullable Instant reachesBackTo,
      String basis) {
    this.camera = camera;
    this.agency = agency;
    this.ground = ground;
    this.incident = incident;
    this.reachesBackTo = reachesBackTo;
    this.basis = basis;
  }

  public CameraId camera() {
    return camera;
  }

  public OrganisationId agency() {
    return agency;
  }

  public Ground ground() {
    return ground;
  }

  public Optional<IncidentId> incident() {
    return Optional.ofNullable(incident);
  }

  /// What everyone may read about the ground, for example `CONSENT:v7`.
  public String basis() {
    return basis;
  }

  /// As with [Permit#reachesBackTo].
  public Optional<Instant> reachesBackTo() {
    return Optional.ofNullable(reachesBackTo);
  }

  @Override
  public String toString() {
    return "RecordingLeave of " + camera;
  }
}
