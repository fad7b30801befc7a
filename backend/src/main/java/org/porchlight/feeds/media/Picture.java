package org.porchlight.feeds.media;

import org.jspecify.annotations.Nullable;

/// One encoded picture in the form in which MP4 keeps it, on its way into a [Ring].
public sealed interface Picture permits PictureReader, PictureAssembly {

  /// What a decoder must know before it; null until all parameter sets were seen.
  @Nullable VideoFormat format();

  /// Whether it can be decoded by itself.
  boolean isKey();

  /// Bytes of the sample.
  int size();

  /// Gives its bytes a place where they stay, held once on behalf of the caller. Once per picture.
  ///
  /// @param room where they are copied to if they have no such place yet
  Draft.Place settle(Draft room);
}
