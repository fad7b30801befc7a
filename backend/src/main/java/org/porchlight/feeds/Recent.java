package org.porchlight.feeds;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.ValueLayout;
import java.time.Duration;
import java.util.List;
import org.porchlight.access.Permit;
import org.porchlight.access.Use;
import org.porchlight.audit.RecordedAccess;
import org.porchlight.feeds.media.PlainMp4;
import org.porchlight.feeds.media.Ring;
import org.porchlight.feeds.media.Ring.Entry;
import org.springframework.stereotype.Service;

/// The last seconds of every feed, which are in memory only.
@Service
public class Recent {

  private final Feeds feeds;

  Recent(Feeds feeds) {
    this.feeds = feeds;
  }

  /// Writes the last seconds as an MP4 file, without re-encoding, beginning at the keyframe before.
  ///
  /// @param last at most what the ring holds, 30 seconds by default
  /// @throws IOException if `out` throws it; what was written by then is of no use
  /// @throws IllegalArgumentException if the two proofs are not for a clip of one camera
  public CutAnswer cut(Permit permit, RecordedAccess recorded, Duration last, OutputStream out)
      throws IOException {
    Proofs.check(permit, recorded, Use.CLIP);
    var feed = feeds.find(permit.camera());
    return feed.isEmpty()
        ? new CutAnswer.Nothing(StreamProblem.NONE_YET)
        : cut(feed.get(), last, out);
  }

  static CutAnswer cut(Feed feed, Duration last, OutputStream out) throws IOException {
    try (var slice = feed.recent(last)) {
      var pictures = shown(slice.entries());
      if (pictures.isEmpty()) {
        return new CutAnswer.Nothing(feed.problem());
      }
      var first = pictures.getFirst();
      var bytes =
          PlainMp4.write(
              first.format(),
              Ring.samples(pictures),
              first.arrived(),
              (picture, to) -> write(pictures.get(picture), to),
              out);
      var gaps = pictures.stream().skip(1).filter(picture -> picture.stamp().afterGap()).count();
      return new CutAnswer.Cut(
          first.arrived(),
          pictures.getLast().arrived(),
          bytes,
          first.format().codecs(),
          pictures.size(),
          (int) gaps);
    }
  }

  private static void write(Entry picture, OutputStream out) throws IOException {
    out.write(picture.bytes().toArray(ValueLayout.JAVA_BYTE));
  }

  /// Leaves out what a player could not show: pictures that are shown before the first keyframe,
  /// and, where pictures come in another order than they are shown, the end that is not complete.
  static List<Entry> shown(List<Entry> entries) {
    if (entries.isEmpty()) {
      return entries;
    }
    var first = entries.getFirst().stamp().show();
    var from = entries.stream().filter(entry -> entry.stamp().show() >= first).toList();
    return isInOrder(from) ? from : from.subList(0, complete(from));
  }

  private static boolean isInOrder(List<Entry> entries) {
    for (var i = 1; i < entries.size(); i++) {
      if (entries.get(i).stamp().show() < entries.get(i - 1).stamp().show()) {
        return false;
      }
    }
    return true;
  }

  /// How many pictures there are until the last place where everything before is shown before
  /// everything after.
  private static int complete(List<Entry> entries) {
    var latest = new long[entries.size()];
    for (var i = 0; i < latest.length; i++) {
      var show = entries.get(i).stamp().show();
      latest[i] = i == 0 ? show : Math.max(latest[i - 1], show);
    }
    var earliest = Long.MAX_VALUE;
    for (var end = latest.length - 1; end > 0; end--) {
      earliest = Math.min(earliest, entries.get(end).stamp().show());
      if (latest[end - 1] < earliest) {
        return end;
      }
    }
    return latest.length;
  }
}
