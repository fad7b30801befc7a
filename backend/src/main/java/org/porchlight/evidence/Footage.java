package org.porchlight.evidence;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
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

  /// @param files oldest first
  /// @param inside gaps inside these files
  static Footage of(List<Segment> files, List<Span> inside) {
    var recorded = new ArrayList<Span>();
    var gaps = new ArrayList<>(inside);
    Segment before = null;
    for (var file : files) {
      if (before != null && file.follows(before)) {
        recorded.set(recorded.size() - 1, new Span(recorded.getLast().from(), file.to()));
      } else {
        if (before != null) {
          gaps.add(new Span(before.to(), file.from()));
        }
        recorded.add(new Span(file.from(), file.to()));
      }
      before = file;
    }
    gaps.sort(Comparator.comparing(Span::from));
    return new Footage(recorded, gaps);
  }
}
