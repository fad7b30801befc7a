package org.porchlight.feeds;

import java.time.Instant;

/// What came of cutting the last seconds out of a feed.
public sealed interface CutAnswer {

  /// The file is complete.
  ///
  /// @param from our clock when its first picture arrived
  /// @param to our clock when its last picture arrived
  /// @param bytes of the file
  /// @param codecs for example `avc1.640028`
  /// @param gaps how often pictures are missing in it because the camera stopped or its clock
  ///   jumped
  record Cut(Instant from, Instant to, long bytes, String codecs, int pictures, int gaps)
      implements CutAnswer {}

  /// There is no picture to cut. Nothing was written.
  record Nothing(StreamProblem problem) implements CutAnswer {}
}
