package org.porchlight.feeds;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.porchlight.access.Look;

/// An open live view whose viewer fetches it piece by piece, as HTTP Live Streaming with low
/// latency has it (RFC 8216bis). Everything is empty once the view has ended, also for whoever is
/// waiting then.
public interface SegmentedView extends LiveView {

  /// What a player asks for.
  sealed interface Playlist {

    /// There it is.
    record Text(String text) implements Playlist {}

    /// A player asks for something that is far from coming.
    record TooFarAhead() implements Playlist {}

    /// The view has ended.
    record Over() implements Playlist {}
  }

  /// Empty while it is open.
  Optional<Look.Ended> ended();

  /// The playlist as it is.
  Playlist playlist();

  /// The playlist as soon as it has this segment, or this part of it; waits for a few seconds at
  /// most and then gives it as it is.
  ///
  /// @param part -1 for the whole segment
  Playlist playlist(long segment, int part) throws InterruptedException;

  /// What is behind a name in the playlist; waits for a part that the playlist has announced. Empty
  /// for anything that is not there, or not any more.
  Optional<List<ByteBuffer>> file(String name) throws InterruptedException;
}
