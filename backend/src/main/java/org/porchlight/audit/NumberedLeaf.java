package org.porchlight.audit;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// One entry of a camera exactly as it stands in the tree, with what opens its commitments.
///
/// @param number among the entries of its camera
/// @param index place in the public log; absent until it is sequenced
/// @param leaf the bytes that were hashed, as UTF-8
/// @param openings those that were not erased since
public record NumberedLeaf(long number, @Nullable Long index, String leaf, List<Opening> openings) {

  public NumberedLeaf {
    openings = List.copyOf(openings);
  }

  /// What opens one commitment: its leaf holds `base64(SHA-256(salt || value))`.
  ///
  /// @param salt 32 bytes in base64
  public record Opening(String field, String salt, String value) {}
}
