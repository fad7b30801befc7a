package org.porchlight.access;

import org.porchlight.registry.Camera;

/// A camera near an incident.
///
/// @param metres from the camera to the incident
public record CameraNear(Camera camera, double metres, Verdict verdict) {

  /// Whether an exigent override could open it: its terms alone are against it.
  public boolean mayBeOverridden() {
    return verdict instanceof Verdict.MayNot(var reason) && Rules.overrideHelps(reason);
  }
}
