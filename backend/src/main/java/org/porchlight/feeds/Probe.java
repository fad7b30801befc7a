package org.porchlight.feeds;

import org.porchlight.identity.Actor;
import org.porchlight.registry.CameraConnection;
import org.porchlight.registry.CameraId;
import org.porchlight.registry.NewCamera;
import org.springframework.stereotype.Service;

/// "Try the camera": connects once, waits for a picture, and says in one of five messages how it
/// went. Every answer but OK takes the same time, so that the time says nothing.
///
/// Blocks for up to some ten seconds: not for a thread that serves others.
@Service
public class Probe {

  /// Tries an address as typed, before it is stored.
  public ProbeAnswer tryIt(Actor owner, NewCamera.Stream typed) {
    throw new UnsupportedOperationException(owner + "" + typed);
  }

  /// Tries an own camera with what is on file.
  public ProbeAnswer tryIt(Actor owner, CameraId camera) {
    throw new UnsupportedOperationException(owner + "" + camera);
  }

  ProbeAnswer tryIt(CameraConnection connection) {
    throw new UnsupportedOperationException(connection.toString());
  }
}
