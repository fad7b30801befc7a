package org.porchlight.feeds;

import java.time.Duration;
import java.time.Instant;

/// Which pictures of a camera somebody wants.
public sealed interface Window {

  /// The newest ones.
  record Last(Duration length) implements Window {}

  /// Those that arrived between these two times of our clock, both included.
  record Span(Instant from, Instant to) implements Window {

    public Span {
      if (!from.isBefore(to)) {
        throw new IllegalArgumentException("from " + from + " is not before " + to);
      }
    }
  }
}
