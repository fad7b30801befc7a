package org.porchlight.registry;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Whether somebody showed that they really have to do with a site. Only cameras of a [Proved] site
/// are ever seen by police.
public sealed interface SiteProof {

  record Unproved() implements SiteProof {}

  /// Somebody showed it.
  ///
  /// @param decal number of the sticker that staff put up; absent for a letter
  record Proved(Instant at, How how, @Nullable String decal) implements SiteProof {}

  /// The owner moved out, or staff took the proof back.
  record Ended(Instant at) implements SiteProof {}

  enum How {
    STAFF,
    LETTER
  }
}
