package org.porchlight.feeds.pull;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;
import org.porchlight.feeds.media.Timeline;
import org.porchlight.feeds.pull.VideoSource.Sound;
import org.porchlight.feeds.pull.rtp.Reception;
import org.porchlight.feeds.pull.rtp.RtpPacket;
import org.porchlight.feeds.pull.rtp.SoundDepacketiser;

/// The sound of an RTSP session: a second media, of which nothing is expected. Whatever is wrong
/// with it, it falls silent, and the pictures go on.
///
/// For one thread.
final class SoundTrack {

  /// More than two channels of anything that is let in, reports and headers included.
  static final long MOST_BITS = 1_000_000;

  private final Description.Sound described;
  private final Consumer<Sound> out;
  private final ToLongFunction<SoundTrack> pictureOf;
  private final RtpPacket packet = new RtpPacket();
  private final Reception reception = new Reception(ThreadLocalRandom.current().nextInt());
  private final SoundDepacketiser frames;
  private final Budget budget = new Budget(MOST_BITS);
  private int mediaChannel = -1;
  private int reportChannel = -1;
  private boolean silent;

  /// @param pictureOf the time stamp of pictures that belongs to the sound's last report
  SoundTrack(
      Description.Sound described, Consumer<Sound> out, ToLongFunction<SoundTrack> pictureOf) {
    this.described = described;
    this.out = out;
    this.pictureOf = pictureOf;
    this.frames =
        SoundDepacketiser.of(
            described.format(), described.clockRate(), described.wrapping(), this::sound);
  }

  String control() {
    return described.control();
  }

  void channels(int media, int report) {
    mediaChannel = media;
    reportChannel = report;
  }

  boolean has(int channel) {
    return channel == mediaChannel || channel == reportChannel;
  }

  Reception reception() {
    return reception;
  }

  /// Takes a frame of one of its channels.
  void frame(ByteBuffer in, MemorySegment memory, int of, int at, int length, Instant now) {
    if (silent) {
      return;
    }
    try {
      budget.spend(length);
      if (of == reportChannel) {
        // A camera that says goodbye here goes on with its pictures.
        silent =
            reception.read(in, at, length, System.nanoTime(), now) instanceof Reception.Report.Bye;
      } else if (packet.read(in, at, length) && packet.payloadType() == described.payloadType()) {
        var missing = reception.take(packet);
        if (missing >= 0) {
          frames.take(packet, memory, missing);
        }
      }
    } catch (StreamLost | RuntimeException _) {
      silent = true;
    }
  }

  private void sound(
      MemorySegment from, long at, int length, int samples, long time, boolean afterLoss) {
    var picture = Timeline.NONE;
    if (reception.isClockKnown()) {
      var reported = pictureOf.applyAsLong(this);
      if (reported != Timeline.NONE) {
        var since = (long) (packet.timestamp() - reception.toldTimestamp());
        picture = reported + since * Timeline.TICKS / described.clockRate();
      }
    }
    out.accept(new Sound(described.format(), from, at, length, samples, time, picture, afterLoss));
  }

  /// Our report about it, in an interleaved frame.
  byte[] report(long now) {
    var frame = ByteBuffer.allocate(4 + reception.reportSize());
    frame.put((byte) '$').put((byte) reportChannel).putShort((short) reception.reportSize());
    reception.report(frame, now);
    return frame.array();
  }
}
