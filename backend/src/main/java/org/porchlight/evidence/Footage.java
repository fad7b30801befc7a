package org.porchlight.evidence;

import java.time.Instant;
import java.util.List;

/// What there is of a camera in some time.
///
/// @param recorded where there are pictures, oldest first
/// @param gaps where pictures are missing between them, oldest first, to the picture
public record Footage(List<Span> recorded, List<Span> gaps) {

  public Footage {
    recorded = List.copyOf(recorded);
    gaps = List.copyOf(gaps);
  }

  /// From one picture to another.
  public record Span(Instant from, Instant to) {}
}
