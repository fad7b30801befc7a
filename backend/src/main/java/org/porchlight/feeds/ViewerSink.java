package org.porchlight.feeds;

import java.nio.ByteBuffer;
import java.time.Instant;
import org.porchlight.access.EndReason;

/// One viewer's end of a live view. Calls come one after the other, never two at once, with one
/// exception: [#end] may come while another call is still waiting for a slow viewer.
///
/// Any method may take its time: a viewer that is too slow misses pictures and goes on at the next
/// keyframe; nobody else waits for it. Throwing means that the viewer is gone.
public interface ViewerSink {

  /// A (new) beginning: what follows can only be decoded with this header.
  ///
  /// @param mimeCodecs for Media Source Extensions, for example `video/mp4; codecs="avc1.640028"`,
  ///   or `image/jpeg` when each fragment is a picture
  /// @param init initialisation segment; empty for `image/jpeg`
  /// @param zero our clock when the picture at media time zero arrived
  void start(String mimeCodecs, ByteBuffer init, Instant zero);

  /// One piece of video (`moof` and `mdat`).
  ///
  /// @param key whether it begins with a keyframe
  void fragment(ByteBuffer piece, boolean key);

  /// Media time has shifted against the clock, because the camera's clock runs differently.
  void clock(Instant zero);

  /// The camera does not deliver; the view stays open and goes on with [#start] when it does.
  void waiting(StreamProblem problem);

  /// The last call, exactly once, also when another call threw. The viewer must show nothing more.
  void end(EndReason reason);
}
