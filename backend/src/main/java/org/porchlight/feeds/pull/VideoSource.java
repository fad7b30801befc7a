package org.porchlight.feeds.pull;

import java.lang.foreign.MemorySegment;
import org.porchlight.feeds.media.Codec;

/// A way to reach cameras.
public interface VideoSource {

  /// Connects and waits until the camera says what it will send. Blocks; call it, and everything on
  /// the stream but [VideoStream#abort()], on one platform thread.
  ///
  /// @throws StreamLost if there is no video to be had
  VideoStream open(Target target) throws StreamLost;

  /// An open connection to one camera. Whoever opened it closes it, on the same thread.
  interface VideoStream extends AutoCloseable {

    Codec codec();

    /// Parameter sets as byte stream (H.264 annex B) if the camera named them beforehand, else
    /// empty.
    byte[] parameterSets();

    /// Waits for the next picture. Live video has no end, so the end is a failure too.
    Packet next() throws StreamLost;

    /// Makes a waiting [#next()] fail at once. From any thread, any number of times.
    void abort();

    @Override
    void close();
  }

  /// One encoded picture.
  ///
  /// @param bytes as the camera sent it, byte stream or JPEG; valid until the next call
  /// @param time stamp of the camera in [org.porchlight.feeds.media.Timeline#TICKS], or
  ///   [org.porchlight.feeds.media.Timeline#NONE]
  /// @param keyHint whether it is said to be decodable by itself
  record Packet(MemorySegment bytes, long time, boolean keyHint) {}
}
