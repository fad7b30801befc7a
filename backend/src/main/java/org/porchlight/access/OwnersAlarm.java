package org.porchlight.access;

import java.time.Instant;
import java.util.List;
import org.porchlight.registry.CameraId;
import org.porchlight.registry.SiteId;

/// An owner's alarm that is on.
///
/// @param cameras exactly those that it opens
/// @param until when it ends by itself
public record OwnersAlarm(
    AlarmId id, SiteId site, List<CameraId> cameras, Instant pressedAt, Instant until) {

  public OwnersAlarm {
    cameras = List.copyOf(cameras);
  }
}
