package org.porchlight.feeds.pull.rtp;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import org.porchlight.feeds.media.Timeline;

/// What has come in of one RTP stream, and what both sides report about it (RFC 3550).
///
/// For one thread. Times named `now` are of [System#nanoTime()].
public final class Reception {

  private static final int SENDER_REPORT = 200;
  private static final int RECEIVER_REPORT = 201;
  private static final int DESCRIPTION = 202;
  private static final int BYE = 203;

  /// Seconds from 1900, where NTP begins, to 1970.
  private static final long NTP_TO_UNIX = 2_208_988_800L;

  /// A packet that is this much too late is not late: the camera has begun to count anew.
  private static final int MOST_LATE = 64;

  /// Bytes of a report with its source description.
  private static final int REPORT = 32 + 20;

  private final int self;
  private boolean any;
  private int source;
  private int highest;
  private long cycles;
  private int base;
  private long received;
  private long earlier;
  private long lost;
  private long expectedBefore;
  private long receivedBefore;
  private int senderReport;
  private long senderReportAt;
  private boolean told;
  private long toldClock;
  private int toldTimestamp;

  /// What a camera's report says.
  public sealed interface Report {

    /// Nothing that matters.
    record Nothing() implements Report {}

    /// The camera goes.
    record Bye() implements Report {}

    /// The camera has said what its wall clock shows.
    ///
    /// @param ahead how far the camera's wall clock is ahead of ours, the way through the network
    ///   included; negative if it is behind
    record CameraClock(Duration ahead) implements Report {}
  }

  /// @param self our own number in reports, chosen at random
  public Reception(int self) {
    this.self = self;
  }

  /// Counts a packet.
  ///
  /// @return how many are missing before it; -1 if it is one that was there before or comes too
  ///   late
  public int take(RtpPacket packet) {
    var sequence = packet.sequence();
    if (!any || packet.source() != source) {
      // Who begins in the middle may have begun before.
      var missing = any ? 1 : 0;
      begin(sequence, packet.source());
      return missing;
    }
    var step = sequence - highest & 0xFFFF;
    if (step > 0xFFFF - MOST_LATE || step == 0) {
      return -1;
    }
    if (step >= 0x8000) {
      begin(sequence, source);
      return 1;
    }
    received++;
    if (sequence < highest) {
      cycles += 1 << 16;
    }
    highest = sequence;
    lost += step - 1;
    return step - 1;
  }

  private void begin(int sequence, int from) {
    any = true;
    earlier += received;
    source = from;
    base = sequence;
    highest = sequence;
    cycles = 0;
    received = 1;
    expectedBefore = 0;
    receivedBefore = 0;
  }

  /// Whether the camera has said what its wall clock shows at one of its time stamps.
  public boolean isClockKnown() {
    return told;
  }

  /// The time stamp of which the camera has said the time last.
  public int toldTimestamp() {
    return toldTimestamp;
  }

  /// How much later the camera's wall clock was when another stream's last report was made than
  /// when this one's was, by what the camera says; in ticks of [Timeline#TICKS].
  public long ticksTo(Reception other) {
    // Both are seconds with 32 bits behind the point, and wrap alike.
    var apart = other.toldClock - toldClock;
    return (apart >> 32) * Timeline.TICKS + (((apart & 0xFFFF_FFFFL) * Timeline.TICKS) >>> 32);
  }

  /// Packets that came in.
  public long received() {
    return earlier + received;
  }

  /// Packets that the camera sent by its own count, and that never came.
  public long lost() {
    return lost;
  }

  /// Reads a compound of reports; what is behind a malformed one is left.
  ///
  /// @param wallClock our time
  public Report read(ByteBuffer in, int from, int length, long now, Instant wallClock) {
    Report said = new Report.Nothing();
    var at = from;
    var end = from + length;
    while (at + 8 <= end && (in.get(at) & 0xC0) == 0x80) {
      var size = 4 + 4 * (in.getShort(at + 2) & 0xFFFF);
      if (at + size > end) {
        break;
      }
      var type = in.get(at + 1) & 0xFF;
      if (type == BYE) {
        return new Report.Bye();
      }
      if (type == SENDER_REPORT && size >= 28) {
        senderReport = in.getInt(at + 10);
        senderReportAt = now;
        told = in.getInt(at + 8) != 0;
        toldClock = in.getLong(at + 8);
        toldTimestamp = in.getInt(at + 16);
        said = clock(in.getInt(at + 8), in.getInt(at + 12), wallClock);
      }
      at += size;
    }
    return said;
  }

  private static Report clock(int seconds, int fraction, Instant wallClock) {
    if (seconds == 0) {
      // Cameras without a clock send zero.
      return new Report.Nothing();
    }
    var nanos = (Integer.toUnsignedLong(fraction) * 1_000_000_000L) >>> 32;
    var said = Instant.ofEpochSecond(Integer.toUnsignedLong(seconds) - NTP_TO_UNIX, nanos);
    return new Report.CameraClock(Duration.between(wallClock, said));
  }

  /// Writes our report, with the name that RFC 3550 asks for.
  ///
  /// @param out room for [#reportSize()] bytes
  public void report(ByteBuffer out, long now) {
    var expected = any ? cycles + highest - base + 1 : 0;
    var expectedNow = expected - expectedBefore;
    var lostNow = expectedNow - (received - receivedBefore);
    expectedBefore = expected;
    receivedBefore = received;
    var share = expectedNow <= 0 || lostNow <= 0 ? 0 : (int) (lostNow * 255 / expectedNow);
    out.put((byte) (0x80 | (any ? 1 : 0))).put((byte) RECEIVER_REPORT);
    out.putShort((short) (any ? 7 : 1)).putInt(self);
    if (any) {
      out.putInt(source);
      out.putInt(share << 24 | (int) Math.min(lost, 0x7F_FFFF));
      out.putInt((int) (cycles + highest));
      // The jitter is that of our own reading, which is of no use to a camera.
      out.putInt(0);
      out.putInt(senderReport);
      var since = now - senderReportAt;
      out.putInt(senderReport == 0 ? 0 : (int) (since / 1000 * 65_536 / 1_000_000));
    }
    out.put((byte) 0x81).put((byte) DESCRIPTION).putShort((short) 4).putInt(self);
    out.put((byte) 1).put((byte) 8).putInt(0x706F7263).putInt(0x686C6774).putShort((short) 0);
  }

  public int reportSize() {
    return any ? REPORT : REPORT - 24;
  }
}
