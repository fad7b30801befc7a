package org.porchlight.feeds;

import org.porchlight.registry.CameraId;
import org.porchlight.registry.MaskSet;

/// What is blanked in pictures of a camera.
@FunctionalInterface
interface BlankedAreas {

  /// What is blanked now. Throws whatever reading throws: then nothing may be shown.
  MaskSet of(CameraId camera);
}
