package org.porchlight.feeds.media;

import java.util.TreeSet;

/// Turns the time stamps of a camera into a time that only goes forward.
///
/// The camera's own clock gives the distances between pictures, because it is even; ours says when
/// the camera's must be wrong. Time starts at 0 and is counted in [#TICKS] a second. See
/// docs/design/time.md.
///
/// For one stream and one thread.
public final class Timeline {

  /// The clock of RTP video.
  public static final int TICKS = 90_000;

  /// No time stamp.
  public static final long NONE = Long.MIN_VALUE;

  /// A camera's clock that gains more than this on ours between two pictures has jumped. It may
  /// lose any amount: then the network was slow.
  private static final long JUMP = 2L * TICKS;

  /// As many as H.264 allows.
  private static final int MOST_REORDER = 16;

  /// When a picture is decoded and shown.
  ///
  /// @param decode strictly increasing
  /// @param show equal to decode unless pictures come in another order than they are shown
  /// @param afterGap whether pictures are missing before this one, as far as can be told
  /// @param number of the picture on this timeline, from 0; none is left out
  /// @param camera time stamp of the camera as it came, or [#NONE]
  public record Stamp(long decode, long show, boolean afterGap, long number, long camera) {}

  private final TreeSet<Long> waiting = new TreeSet<>();
  private int reorder;
  private final boolean camerasTime;
  private boolean started;
  private boolean cut;

  /// Whether the camera's clock is known to have this offset to the timeline.
  private boolean anchored;

  private boolean frozen;
  private long offset;
  private long lastCamera;
  private long lastArrival;
  private long lastShow;
  private long lastDecode = -1;
  private long pictures;

  /// Begins at 0.
  public Timeline() {
    this(false);
  }

  /// @param camerasTime whether it stays where the camera's is, for streams that were on a timeline
  ///   before
  public Timeline(boolean camerasTime) {
    this.camerasTime = camerasTime;
  }

  /// What comes next does not follow from what came before: a new connection, a new format.
  public void cut(int reorder) {
    this.reorder = Math.min(reorder, MOST_REORDER);
    cut = true;
  }

  /// Places the next picture when nothing is known to be missing before it.
  public Stamp stamp(long camera, long arrival) {
    return stamp(camera, arrival, false);
  }

  /// Places the next picture, in the order of decoding.
  ///
  /// @param camera time stamp of the camera, or [#NONE]
  /// @param arrival our time, in the same ticks, from any zero
  /// @param loss whether something is known to be missing in it or before it; its place is by the
  ///   camera's clock all the same
  public Stamp stamp(long camera, long arrival, boolean loss) {
    var first = !started;
    var gap = started && (cut || (anchored && camera != NONE && jumped(camera, arrival)));
    long show;
    if (camerasTime && camera != NONE && (!started || camera > lastShow)) {
      if (gap) {
        waiting.clear();
      }
      show = camera;
    } else if (!started) {
      show = 0;
    } else if (gap) {
      waiting.clear();
      show = Math.max(lastDecode, lastShow) + Math.max(1, arrival - lastArrival);
    } else if (camera == NONE || !anchored || camera == lastCamera || frozen) {
      // Nothing is known of the camera's clock, or it stands still, or has just moved on again;
      // ours
      // never stood.
      show = lastShow + Math.max(1, arrival - lastArrival);
    } else {
      show = camera + offset;
      if (show < lastShow && reorder == 0) {
        reorder = 1;
      }
    }
    if (camera != NONE) {
      frozen = anchored && !gap && camera == lastCamera;
      anchored = true;
      offset = show - camera;
      lastCamera = camera;
    } else if (gap) {
      anchored = false;
    }
    started = true;
    cut = false;
    lastArrival = arrival;
    lastShow = show;
    lastDecode = decodeOf(show);
    return new Stamp(
        lastDecode, Math.max(show, lastDecode), gap || (loss && !first), pictures++, camera);
  }

  /// Where a moment of the camera's clock is on this timeline.
  ///
  /// @return [#NONE] if that is not known
  public long placeOf(long camera) {
    return anchored && !frozen && camera != NONE ? camera + offset : NONE;
  }

  /// Where a moment of our clock is on this timeline, once something is on it.
  public long placeAt(long arrival) {
    return lastShow + (arrival - lastArrival);
  }

  private boolean jumped(long camera, long arrival) {
    var byCamera = camera - lastCamera;
    var byUs = arrival - lastArrival;
    return byCamera > byUs + JUMP || byCamera < -JUMP;
  }

  private long decodeOf(long show) {
    if (reorder == 0) {
      return Math.max(show, lastDecode + 1);
    }
    waiting.add(show);
    if (waiting.size() > reorder + 1) {
      waiting.removeFirst();
    }
    return Math.max(waiting.getFirst(), lastDecode + 1);
  }

  public int reorder() {
    return reorder;
  }
}
