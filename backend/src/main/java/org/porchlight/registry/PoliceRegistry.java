package org.porchlight.registry;

import java.util.List;
import java.util.Optional;
import org.porchlight.kernel.Place;
import org.springframework.stereotype.Service;

/// The cameras that police may know of: those of proved sites, and no others.
@Service
public class PoliceRegistry {

  public Optional<Camera> find(CameraId camera) {
    throw new UnsupportedOperationException();
  }

  /// Nearest first.
  ///
  /// @param metres at most 5,000
  /// @param limit at most 1,000
  public List<Camera> within(Place place, double metres, int limit) {
    throw new UnsupportedOperationException();
  }
}
