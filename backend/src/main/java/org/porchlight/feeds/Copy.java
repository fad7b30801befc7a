package org.porchlight.feeds;

import java.lang.foreign.MemorySegment;
import java.time.Clock;
import java.time.Duration;
import org.porchlight.feeds.copies.Look;
import org.porchlight.feeds.copies.Transcode;
import org.porchlight.feeds.copies.Workers;
import org.porchlight.feeds.media.ChunkPool;
import org.porchlight.feeds.media.Codec;
import org.porchlight.feeds.media.PictureReader;
import org.porchlight.feeds.media.Ring.Entry;
import org.porchlight.feeds.pull.VideoSource.Packet;
import org.porchlight.registry.MaskSet;
import org.springframework.util.unit.DataSize;

/// A feed made of another one: its pictures decoded, blanked, stamped with their time and encoded
/// again, once for however many viewers; its sound is carried over as it is. Runs from when it is
/// made until it is closed.
final class Copy implements AutoCloseable {

  private static final Duration RING = Duration.ofSeconds(6);
  private static final DataSize RING_SIZE = DataSize.ofMegabytes(8);

  final MaskSet masks;
  private final Feed source;
  private final Feed out;
  private final Transcode transcode;
  private final PictureReader reader = new PictureReader(Codec.H264);
  private int failures;
  private boolean begun;

  Copy(Feed source, MaskSet masks, Look look, Workers workers, ChunkPool pool, Clock clock) {
    this.source = source;
    this.masks = masks;
    this.out = Feed.ofCopies(source, RING, RING_SIZE, pool, clock);
    this.transcode = new Transcode(workers, look, new Output());
    source.add(tap);
  }

  /// What viewers are shown.
  Feed feed() {
    return out;
  }

  private final Feed.Tap tap =
      new Feed.Tap() {
        @Override
        public void take(Entry entry, byte[] sample) {
          transcode.put(entry.format(), sample, entry.key(), entry.stamp().show(), entry.arrived());
        }

        @Override
        public void interrupted(StreamProblem problem, int attempts) {
          out.interrupted(problem, attempts);
        }

        @Override
        public void hushed() {
          out.hush();
        }
      };

  /// On the thread that reads from the worker.
  private final class Output implements Transcode.Output {

    @Override
    public void picture(byte[] bytes, boolean key, long show) {
      if (!begun) {
        begun = true;
        out.begin();
      }
      if (reader.read(MemorySegment.ofArray(bytes), key)) {
        out.keep(new Packet(reader, show, false));
      }
    }

    @Override
    public void interrupted() {
      begun = false;
      out.interrupted(StreamProblem.COPY_FAILED, ++failures);
    }
  }

  @Override
  public void close() {
    source.remove(tap);
    transcode.close();
    out.close();
  }
}
