package org.porchlight.access;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.porchlight.identity.Actor;
import org.porchlight.incidents.IncidentId;
import org.porchlight.registry.CameraId;

/// Leave to use one camera in one way. Only [Access] issues it, after its audit row has committed.
/// See docs/decisions/0004-proofs-as-parameters.md.
///
/// A door that is given one checks that it is about the same camera and the same [Use], and asks
/// [Access#judge] again every second for as long as it stays open.
public final class Permit {

  private final UUID id;
  private final Actor who;
  private final CameraId camera;
  private final Use use;
  private final Purpose purpose;
  private final Ground ground;
  private final @Nullable IncidentId incident;
  private final @Nullable Integer consentVersion;
  private final Instant issuedAt;
  private final @Nullable Instant reachesBackTo;

  Permit(
      UUID id,
      Actor who,
      CameraId camera,
      Use use,
      Purpose purpose,
      Ground ground,
      @Nullable IncidentId incident,
      @Nullable Integer consentVersion,
      Instant issuedAt,
      @Nullable Instant reachesBackTo) {
    this.id = id;
    this.who = who;
    this.camera = camera;
    this.use = use;
    this.purpose = purpose;
    this.ground = ground;
    this.incident = incident;
    this.consentVersion = consentVersion;
    this.issuedAt = issuedAt;
    this.reachesBackTo = reachesBackTo;
  }

  public UUID id() {
    return id;
  }

  public Actor who() {
    return who;
  }

  public CameraId camera() {
    return camera;
  }

  public Use use() {
    return use;
  }

  public Purpose purpose() {
    return purpose;
  }

  public Ground ground() {
    return ground;
  }

  /// The incident that it was asked for, whether or not it is the ground.
  public Optional<IncidentId> incident() {
    return Optional.ofNullable(incident);
  }

  /// The version of the consent that was in force; absent for the playback of a clip.
  public Optional<Integer> consentVersion() {
    return Optional.ofNullable(consentVersion);
  }

  public Instant issuedAt() {
    return issuedAt;
  }

  /// Nothing that the camera showed before this moment may be seen with it: the ground did not
  /// exist yet, and the owner allows no more than these seconds before it. Absent where the ground
  /// has no beginning.
  public Optional<Instant> reachesBackTo() {
    return Optional.ofNullable(reachesBackTo);
  }

  @Override
  public String toString() {
    return "Permit " + id;
  }
}
