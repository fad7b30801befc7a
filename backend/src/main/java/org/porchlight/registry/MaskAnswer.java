package org.porchlight.registry;

/// What came of changing the masks of a camera.
public sealed interface MaskAnswer {

  record Changed(MaskSet now) implements MaskAnswer {}

  /// Somebody else has changed them meanwhile.
  record Outdated(MaskSet now) implements MaskAnswer {}

  record TooMany() implements MaskAnswer {}
}
