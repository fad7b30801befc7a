package org.porchlight.feeds.pull.rtp;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Puts the datagrams of one RTP stream back into the order in which they were sent. What is in
/// order passes through without being copied; what comes too early waits for what is missing before
/// it, but neither [long][#LONGEST] nor in any number. What was there before, or comes when nobody
/// waits for it any more, is left out.
///
/// A stream that counts on from somewhere else is believed when a second packet follows the first
/// (RFC 3550 A.1), so that one stray packet ends nothing.
///
/// For one thread. Times are of [System#nanoTime()].
public final class Reordering {

  /// How long a packet waits for those before it: what FFmpeg and live555 take, several times what
  /// a local network needs.
  static final long LONGEST = TimeUnit.MILLISECONDS.toNanos(100);

  /// How far ahead a packet may be of the one that is waited for. A power of two.
  static final int MOST = 256;

  /// Most bytes that wait.
  static final int MOST_BYTES = 512 * 1024;

  /// So many in a row may be lost; more, and the camera counts otherwise than before.
  private static final int MOST_LOST = 3000;

  /// A packet that is this much too late is late; more, and the camera counts otherwise.
  private static final int MOST_LATE = 300;

  /// The first packet that comes need not be the first that was sent: so many before it are waited
  /// for.
  private static final int BEFORE_FIRST = 8;

  /// Reports (RFC 3550) that came to the wrong port.
  private static final int FIRST_REPORT = 200;

  private static final int LAST_REPORT = 207;

  private final RtpPacket packet = new RtpPacket();

  /// By the last bits of their sequence numbers.
  private final @Nullable Held[] held = new @Nullable Held[MOST];

  private int count;
  private int bytes;

  /// Since when something waits.
  private long since;

  private boolean any;
  private int source;

  /// The sequence number that is waited for.
  private int next;

  // A packet that does not fit, and what would follow it.
  private boolean odd;
  private int oddSource;
  private int oddNext;

  private long late;

  /// A packet that waits.
  private static final class Held {

    final byte[] bytes;
    final long since;

    Held(byte[] bytes, long since) {
      this.bytes = bytes;
      this.since = since;
    }
  }

  /// Where packets go, in order.
  public interface Out {

    /// Takes a packet.
    ///
    /// @param in where it lies until this returns; the same as `memory`
    void packet(ByteBuffer in, MemorySegment memory, int at, int length) throws IOException;
  }

  /// Takes what came, and hands on what is in order now.
  ///
  /// @return whether it was an RTP packet
  public boolean take(ByteBuffer in, MemorySegment memory, int at, int length, long now, Out out)
      throws IOException {
    if (!packet.read(in, at, length) || isReport(in, at)) {
      return false;
    }
    var sequence = packet.sequence();
    if (!any) {
      any = true;
      source = packet.source();
      next = sequence - BEFORE_FIRST & 0xFFFF;
    }
    var ahead = sequence - next & 0xFFFF;
    if (packet.source() != source || (ahead > MOST_LOST && ahead < 0x10000 - MOST_LATE)) {
      stray(in, memory, at, length, out);
    } else if (ahead == 0) {
      step(in, memory, at, length, sequence, out);
      passOn(out);
    } else if (ahead < MOST) {
      hold(in, at, length, sequence, now);
      if (bytes > MOST_BYTES) {
        skip(out);
      }
    } else if (ahead <= MOST_LOST) {
      skipAll(out);
      step(in, memory, at, length, sequence, out);
    } else {
      late++;
    }
    expire(now, out);
    return true;
  }

  /// Waits no longer for what has been missing for too long.
  public void expire(long now, Out out) throws IOException {
    while (count > 0 && now - since >= LONGEST) {
      skip(out);
    }
  }

  /// Packets that were left out because they had been there before, or came too late.
  public long late() {
    return late;
  }

  /// How many wait.
  int waiting() {
    return count;
  }

  private static boolean isReport(ByteBuffer in, int at) {
    var type = in.get(at + 1) & 0xFF;
    return type >= FIRST_REPORT && type <= LAST_REPORT;
  }

  private void step(ByteBuffer in, MemorySegment memory, int at, int length, int sequence, Out out)
      throws IOException {
    odd = false;
    next = sequence + 1 & 0xFFFF;
    out.packet(in, memory, at, length);
  }

  private void hold(ByteBuffer in, int at, int length, int sequence, long now) {
    odd = false;
    var place = sequence & MOST - 1;
    if (held[place] != null) {
      late++;
      return;
    }
    var copy = new byte[length];
    in.get(at, copy);
    held[place] = new Held(copy, now);
    if (count == 0) {
      since = now;
    }
    count++;
    bytes += length;
  }

  private void stray(ByteBuffer in, MemorySegment memory, int at, int length, Out out)
      throws IOException {
    var sequence = packet.sequence();
    if (odd && packet.source() == oddSource && sequence == oddNext) {
      skipAll(out);
      source = packet.source();
      step(in, memory, at, length, sequence, out);
    } else {
      odd = true;
      oddSource = packet.source();
      oddNext = sequence + 1 & 0xFFFF;
      late++;
    }
  }

  /// Goes on with the first packet that waits, without those before it.
  private void skip(Out out) throws IOException {
    while (held[next & MOST - 1] == null) {
      next = next + 1 & 0xFFFF;
    }
    passOn(out);
  }

  private void skipAll(Out out) throws IOException {
    while (count > 0) {
      skip(out);
    }
  }

  /// Hands on what is in order, and finds out since when the rest waits.
  private void passOn(Out out) throws IOException {
    if (count == 0) {
      return;
    }
    for (var first = held[next & MOST - 1]; first != null; first = held[next & MOST - 1]) {
      held[next & MOST - 1] = null;
      next = next + 1 & 0xFFFF;
      count--;
      var copy = first.bytes;
      bytes -= copy.length;
      out.packet(ByteBuffer.wrap(copy), MemorySegment.ofArray(copy), 0, copy.length);
    }
    if (count > 0) {
      since = oldest();
    }
  }

  private long oldest() {
    Held found = null;
    for (var one : held) {
      if (one != null && (found == null || one.since - found.since < 0)) {
        found = one;
      }
    }
    return found == null ? since : found.since;
  }

  /// Forgets what waits.
  public void clear() {
    Arrays.fill(held, null);
    count = 0;
    bytes = 0;
  }
}
