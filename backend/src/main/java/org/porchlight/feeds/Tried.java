package org.porchlight.feeds;

import org.jspecify.annotations.Nullable;
import org.porchlight.registry.CertificatePin;

/// How it went to try a camera.
///
/// @param certificate what the camera showed, if that is why there was no picture: nobody vouches
///   for it, or it is another one than was confirmed. Whoever tries may compare and confirm it
/// @param picture what the camera sent, small, if the answer is OK and it could be made in time.
///   For whoever tried and nobody else: nothing is blanked in it, because no masks are drawn yet
public record Tried(
    ProbeAnswer answer,
    @Nullable CertificatePin certificate,
    SnapshotAnswer.@Nullable Taken picture) {

  /// Without a picture.
  public Tried(ProbeAnswer answer, @Nullable CertificatePin certificate) {
    this(answer, certificate, null);
  }

  static Tried of(ProbeAnswer answer) {
    return new Tried(answer, null);
  }
}
