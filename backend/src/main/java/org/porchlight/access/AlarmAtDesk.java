package org.porchlight.access;

import java.time.Instant;
import java.util.List;
import org.porchlight.registry.Camera;

/// An owner's alarm as the desk of the agency sees it: which cameras it opens, and not who pressed
/// it.
///
/// @param until when it ends by itself; the owner may end it before
public record AlarmAtDesk(AlarmId id, List<Camera> cameras, Instant pressedAt, Instant until) {

  public AlarmAtDesk {
    cameras = List.copyOf(cameras);
  }
}
