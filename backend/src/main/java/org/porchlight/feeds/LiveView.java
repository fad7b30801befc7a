package org.porchlight.feeds;

import java.util.UUID;
import org.porchlight.registry.CameraId;

/// An open live view. Whoever opened it closes it; it also ends by itself when its permit does.
public interface LiveView extends AutoCloseable {

  UUID id();

  CameraId camera();

  boolean isOpen();

  /// Ends the view because the viewer left. Closing twice is harmless.
  @Override
  void close();
}
