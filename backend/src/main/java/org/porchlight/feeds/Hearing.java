package org.porchlight.feeds;

import org.porchlight.registry.CameraId;
import org.springframework.stereotype.Service;

/// Whose sound may be heard now, also sound that was recorded when it might be. Asks the database.
@Service
public class Hearing {

  private final Cameras cameras;

  Hearing(Cameras cameras) {
    this.cameras = cameras;
  }

  /// Whether the owner of this camera lets its sound be heard.
  public boolean mayBeHeard(CameraId camera) {
    return cameras.mayBeHeard(camera);
  }
}
