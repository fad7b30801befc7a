package org.porchlight.registry;

import java.util.List;
import java.util.Optional;
import org.porchlight.identity.Actor;
import org.springframework.stereotype.Service;

/// What owners see of and do with their own cameras. To pause a camera is to switch its sharing
/// off: see `consent.Sharing`.
@Service
public class OwnerCameras {

  /// The person's own cameras by name.
  public List<Camera> of(Actor owner) {
    throw new UnsupportedOperationException();
  }

  /// Empty for a camera of somebody else, as for one that does not exist.
  public Optional<Camera> find(Actor owner, CameraId camera) {
    throw new UnsupportedOperationException();
  }

  /// The person's own sites by address.
  public List<Site> sitesOf(Actor owner) {
    throw new UnsupportedOperationException();
  }

  /// Changes a camera; a changed place is routed anew.
  ///
  /// @throws CameraNotFound if it is not the person's own
  public EditAnswer edit(Actor owner, CameraId camera, CameraEdit edit) {
    throw new UnsupportedOperationException();
  }

  /// Deletes the camera, its sealed connection and, with its last camera, the site. What the log
  /// holds are commitments.
  ///
  /// @throws CameraNotFound if it is not the person's own
  public void delete(Actor owner, CameraId camera) {
    throw new UnsupportedOperationException();
  }
}
