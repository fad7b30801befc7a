package org.porchlight.feeds;

import org.porchlight.registry.CameraId;
import org.springframework.stereotype.Service;

/// How the feeds are.
@Service
public class CameraHealth {

  public FeedHealth of(CameraId camera) {
    throw new UnsupportedOperationException(camera.toString());
  }
}
