package org.porchlight.registry;

import java.util.List;

/// What of a camera's picture nobody is shown, in one version.
///
/// @param version 0 as long as none was ever set, then 1, 2, 3
public record MaskSet(int version, List<Mask> masks) {

  /// More would be a camera that should be turned.
  public static final int MOST = 12;

  public static final MaskSet NONE = new MaskSet(0, List.of());

  public MaskSet {
    masks = List.copyOf(masks);
  }

  public boolean isEmpty() {
    return masks.isEmpty();
  }
}
