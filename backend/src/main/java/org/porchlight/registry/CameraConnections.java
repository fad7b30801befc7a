package org.porchlight.registry;

import java.util.Optional;
import org.porchlight.identity.Actor;
import org.springframework.stereotype.Service;

/// Stream addresses and their sealed logins. Owners write them and never read them back.
@Service
public class CameraConnections {

  /// Parses and resolves a typed address and checks every answer; makes no connection. A refusal is
  /// logged as `camera.address.refused`.
  public ConnectionCheck check(Actor owner, NewCamera.Stream stream) {
    throw new UnsupportedOperationException();
  }

  /// Checks and stores.
  ///
  /// @throws CameraNotFound if it is not the person's own
  public ConnectionCheck set(Actor owner, CameraId camera, NewCamera.Stream stream) {
    throw new UnsupportedOperationException();
  }

  /// Deletes address and login. Doing it twice is harmless.
  ///
  /// @throws CameraNotFound if it is not the person's own
  public void forget(Actor owner, CameraId camera) {
    throw new UnsupportedOperationException();
  }

  /// Opens the sealed connection of a camera of a proved site, for the module that pulls feeds.
  /// Empty if the camera is gone, not proved, or has no address.
  public Optional<CameraConnection> connect(CameraId camera) {
    throw new UnsupportedOperationException();
  }

  /// The same for an owner who tries an own camera, whose site need not be proved yet.
  public Optional<CameraConnection> connectOwn(Actor owner, CameraId camera) {
    throw new UnsupportedOperationException();
  }
}
