package org.porchlight.feeds;

import org.jspecify.annotations.Nullable;
import org.porchlight.registry.CertificatePin;

/// How it went to try a camera.
///
/// @param certificate what the camera showed, if that is why there was no picture: nobody vouches
///   for it, or it is another one than was confirmed. Whoever tries may compare and confirm it
public record Tried(ProbeAnswer answer, @Nullable CertificatePin certificate) {

  static Tried of(ProbeAnswer answer) {
    return new Tried(answer, null);
  }
}
