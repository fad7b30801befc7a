package org.porchlight.feeds;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.porchlight.registry.CameraId;

/// Who gets room when not every feed fits into what the process may use: a plain calculation. See
/// "When it gets tight" in docs/design/video-in.md.
final class Allotment {

  /// Whoever had less before needs a little spare room to get more, so that nobody is given room
  /// and loses it again every second.
  private static final double SPARE = 0.95;

  private Allotment() {}

  /// What a feed is given.
  enum Share {
    WHOLE,
    /// Pulled, with a short ring.
    SHORT,
    /// Not pulled: it waits until there is room.
    NOTHING
  }

  /// Why there is a feed, in the order in which they are served.
  enum Need {
    /// Somebody was let in, and it runs: nothing is taken from it, whatever happens.
    IN_USE,
    /// Pulled all the time.
    ALWAYS,
    /// Somebody was let in, and it does not run yet.
    WANTED,
    /// Nobody was let in, but the owner lets the last seconds be kept for that case.
    BUFFERED,
    /// Nobody needs it any more.
    LEFT
  }

  /// What one feed would take.
  ///
  /// @param order the older claim of two of the same need has the smaller number
  /// @param bytes with its whole ring
  /// @param shortBytes with a short one
  /// @param before what it has now
  record Claim(
      CameraId camera,
      Need need,
      long order,
      long bytes,
      long shortBytes,
      long bitsPerSecond,
      Share before) {}

  /// What there is for all feeds together.
  record Limits(long bytes, long bitsPerSecond, int feeds) {}

  /// Buffers go first, then the rings of cameras that are always pulled and that nobody looks at
  /// become short, then the newest of those who were let in wait. A feed in use is never touched.
  static Map<CameraId, Share> of(List<Claim> claims, Limits limits) {
    var isTight =
        claims.stream()
            .anyMatch(claim -> claim.need() == Need.ALWAYS && claim.before() != Share.WHOLE);
    var whole = new Round(limits, Share.WHOLE, isTight);
    var given = whole.serve(claims);
    return whole.turnedAway ? new Round(limits, Share.SHORT, false).serve(claims) : given;
  }

  /// One way to share it out.
  private static final class Round {

    private final Limits limits;
    private final Share always;
    private final boolean spared;
    private final Map<Need, Boolean> full = new EnumMap<>(Need.class);
    private long bytes;
    private long bitsPerSecond;
    private int feeds;
    private boolean turnedAway;

    /// @param spared whether room is spared for everybody, not only for those who get more
    Round(Limits limits, Share always, boolean spared) {
      this.limits = limits;
      this.always = always;
      this.spared = spared;
    }

    Map<CameraId, Share> serve(List<Claim> claims) {
      var inOrder = new ArrayList<>(claims);
      inOrder.sort(Comparator.comparing(Claim::need).thenComparingLong(Claim::order));
      var shares = new HashMap<CameraId, Share>();
      for (var claim : inOrder) {
        shares.put(claim.camera(), serve(claim));
      }
      return shares;
    }

    private Share serve(Claim claim) {
      return switch (claim.need()) {
        case IN_USE -> take(claim, Share.WHOLE);
        case ALWAYS -> takeIfItFits(claim, always);
        case WANTED, BUFFERED, LEFT -> takeIfItFits(claim, Share.WHOLE);
      };
    }

    /// Whoever comes after one that was turned away is turned away too, even if it is smaller:
    /// nobody is overtaken.
    private Share takeIfItFits(Claim claim, Share share) {
      if (full.containsKey(claim.need()) || !fits(claim, share)) {
        full.put(claim.need(), true);
        turnedAway |= claim.need() == Need.ALWAYS || claim.need() == Need.WANTED;
        return Share.NOTHING;
      }
      return take(claim, share);
    }

    private boolean fits(Claim claim, Share share) {
      var part = spared || share.compareTo(claim.before()) < 0 ? SPARE : 1;
      return bytes + bytes(claim, share) <= part * limits.bytes()
          && bitsPerSecond + claim.bitsPerSecond() <= part * limits.bitsPerSecond()
          && feeds < limits.feeds();
    }

    private Share take(Claim claim, Share share) {
      bytes += bytes(claim, share);
      bitsPerSecond += claim.bitsPerSecond();
      feeds++;
      return share;
    }

    private static long bytes(Claim claim, Share share) {
      return share == Share.SHORT ? claim.shortBytes() : claim.bytes();
    }
  }
}
