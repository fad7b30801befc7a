package org.porchlight.evidence;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.porchlight.registry.CameraId;

/// A look at what one camera recorded, open for the person who asked, in the session they asked in.
public interface Replay {

  /// The longest time that [#between] looks at.
  Duration LONGEST = Duration.ofHours(1);

  /// Says nothing to others: pieces are given to the session only that opened it.
  UUID id();

  CameraId camera();

  /// From the first picture that may be seen to the last; empty if there is none.
  Optional<Footage.Span> extent();

  /// What may be seen of this time; nothing once the replay has ended.
  ///
  /// @throws IllegalArgumentException if this is longer than [#LONGEST], or no time at all
  ReplayFootage between(Instant from, Instant to);

  boolean isOpen();

  /// Ends it. Doing it twice is harmless.
  void close();
}
