package org.porchlight.camerasim;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.porchlight.camerasim.CameraOptions.Start;
import org.porchlight.camerasim.RtpTrack.Unit;

/// One RTSP session: the tracks that a client set up, and what has been sent on them.
final class Playback implements AutoCloseable {

  /// A client that reads so slowly that this much waits for it gets no further pictures until it
  /// has caught up.
  static final int MOST_WAITING_BYTES = 1 << 20;

  private static final long REPORT_EVERY = TimeUnit.SECONDS.toNanos(5);

  /// Seconds from 1900, where NTP begins, to 1970.
  private static final long NTP_TO_UNIX = 2_208_988_800L;

  /// One RTP stream to this client.
  private static final class Sender {

    final int channel;
    final int source;

    /// Where it sends, if not on the connection.
    final @Nullable UdpPath path;

    long timestampOffset;
    int sequence;
    boolean begun;
    long beginTicks;
    long packets;
    long octets;

    Sender(int channel, int source, @Nullable UdpPath path) {
      this.channel = channel;
      this.source = source;
      this.path = path;
    }
  }

  private final String id;
  private final SimCamera camera;
  private final Connection connection;
  private final Map<Medium, Sender> senders = new EnumMap<>(Medium.class);
  private boolean waitsForKeyframe;
  private long nextReport;

  Playback(String id, SimCamera camera, Connection connection) {
    this.id = id;
    this.camera = camera;
    this.connection = connection;
  }

  String id() {
    return id;
  }

  Connection connection() {
    return connection;
  }

  int tracks() {
    return senders.size();
  }

  /// Adds a track that is sent on this interleaved channel, its RTCP on the next.
  ///
  /// @return the synchronization source
  int setUp(Medium medium, int channel) {
    return setUp(medium, channel, null);
  }

  /// Adds a track that is sent over UDP.
  ///
  /// @return the synchronization source
  int setUp(Medium medium, UdpPath path) {
    return setUp(medium, 0, path);
  }

  private int setUp(Medium medium, int channel, @Nullable UdpPath path) {
    var sender = new Sender(channel, camera.random().nextInt(), path);
    var first = camera.options().firstSequence();
    sender.sequence = first == null ? camera.random().nextInt(1 << 16) : first;
    sender.timestampOffset = Integer.toUnsignedLong(camera.random().nextInt());
    var before = senders.put(medium, sender);
    if (before != null && before.path != null) {
      before.path.close();
    }
    return sender.source;
  }

  /// Makes ready to send from now on.
  ///
  /// @param base address of the camera as the client wrote it
  /// @return the value of the `RTP-Info` header
  String play(long now, String base) {
    waitsForKeyframe = camera.options().start() == Start.NEXT_KEYFRAME;
    nextReport = now;
    var begin = now;
    var video = camera.timeline(Medium.VIDEO);
    if (video != null && senders.containsKey(Medium.VIDEO)) {
      begin = video.timeOf(waitsForKeyframe ? video.ticksOfNextKey() : video.ticks());
    }
    return beginAt(begin, base);
  }

  /// Lets all tracks begin at one moment, which receivers need to line up sound with picture.
  private String beginAt(long begin, String base) {
    var info = new StringBuilder();
    senders.forEach((medium, sender) -> {
      var timeline = camera.timeline(medium);
      if (timeline == null) {
        return;
      }
      var ticks = timeline.ticksAt(begin);
      sender.beginTicks = ticks;
      var first = camera.options().firstTimestamp();
      if (first != null && !sender.begun) {
        sender.timestampOffset = first - ticks;
      }
      sender.begun = true;
      info.append(info.isEmpty() ? "" : ",");
      info.append("url=").append(base).append("/").append(medium.control());
      info.append(";seq=").append(sender.sequence);
      info.append(";rtptime=").append(timestamp(sender, camera.clockTicks(medium, ticks)));
    });
    return info.toString();
  }

  /// Sends no further picture before the next keyframe.
  void waitForKeyframe() {
    waitsForKeyframe = true;
  }

  /// Sends one unit, if this session has got that far.
  ///
  /// @param ticks the timeline's RTP time of the unit
  void send(Medium medium, Unit unit, long ticks) {
    var sender = senders.get(medium);
    if (sender == null || ticks < sender.beginTicks) {
      return;
    }
    if (medium == Medium.VIDEO && !mayFollow(unit)) {
      return;
    }
    if (connection.waitingBytes() > MOST_WAITING_BYTES) {
      camera.countDroppedFrame();
      waitsForKeyframe = true;
      return;
    }
    var timestamp = (int) timestamp(sender, camera.clockTicks(medium, ticks));
    var out = connection.scratch(unit.size());
    for (var packet = 0; packet < unit.packets(); packet++) {
      if (!camera.losesPacket()) {
        var at = out.position();
        unit.copy(packet, out);
        var rtp = at + RtpTrack.FRAME_HEADER;
        out.put(at + 1, (byte) sender.channel);
        out.putShort(rtp + 2, (short) sender.sequence);
        out.putInt(rtp + 4, timestamp);
        out.putInt(rtp + 8, sender.source);
        if (camera.faults().notVideo == NotVideo.GARBAGE_PACKETS
            || (medium == Medium.AUDIO && camera.faults().sound == Faults.Sounds.GARBAGE)) {
          scramble(out, rtp + RtpTrack.RTP_HEADER);
        }
        var size = unit.size(packet) - RtpTrack.FRAME_HEADER;
        sender.packets++;
        sender.octets += size - RtpTrack.RTP_HEADER;
        camera.countPacket(medium, size);
        if (sender.path != null) {
          sender.path.send(out.slice(rtp, size));
          out.position(at);
        }
      }
      sender.sequence = (sender.sequence + 1) & 0xffff;
    }
    if (sender.path != null) {
      sender.path.endOfUnit();
    } else {
      connection.write(out.flip());
    }
  }

  /// Does what the time asks for of ways over UDP.
  void tick(long now) {
    for (var sender : senders.values()) {
      if (sender.path != null) {
        sender.path.tick(now);
      }
    }
  }

  @Override
  public void close() {
    for (var sender : senders.values()) {
      if (sender.path != null) {
        sender.path.close();
      }
    }
  }

  /// Sends RTCP sender reports (RFC 3550, 6.4.1) when they are due.
  void reportAt(long now) {
    if (now - nextReport < 0) {
      return;
    }
    nextReport = now + REPORT_EVERY;
    senders.forEach((medium, sender) -> {
      var timeline = camera.timeline(medium);
      if (timeline != null) {
        var ticks = timeline.ticksAt(now);
        // The wall clock of this very tick: were it off by part of a tick, receivers would shift
        // their time stamps by one with each report.
        var wallClock = camera.wallClock(medium, timeline.sinceBegin(ticks));
        var timestamp = (int) timestamp(sender, camera.clockTicks(medium, ticks));
        var report = report(sender, timestamp, wallClock);
        if (sender.path != null) {
          sender.path.report(report.position(RtpTrack.FRAME_HEADER));
        } else {
          connection.write(report);
        }
      }
    });
  }

  private boolean mayFollow(Unit unit) {
    if (camera.faults().noKeyframes) {
      return !unit.isKey();
    }
    waitsForKeyframe &= !unit.isKey();
    return !waitsForKeyframe;
  }

  private static long timestamp(Sender sender, long ticks) {
    return (sender.timestampOffset + ticks) & 0xffff_ffffL;
  }

  private static ByteBuffer report(Sender sender, int timestamp, Instant wallClock) {
    var name = "simulated-camera".getBytes(StandardCharsets.US_ASCII);
    var namePadded = (4 + 2 + name.length + 1 + 3) / 4 * 4;
    var out = ByteBuffer.allocate(4 + 28 + 4 + namePadded);
    out.put((byte) '$').put((byte) (sender.channel + 1)).putShort((short) (out.capacity() - 4));
    out.put((byte) 0x80).put((byte) 200).putShort((short) 6).putInt(sender.source);
    out.putInt((int) (wallClock.getEpochSecond() + NTP_TO_UNIX));
    out.putInt((int) (((long) wallClock.getNano() << 32) / 1_000_000_000L));
    out.putInt(timestamp).putInt((int) sender.packets).putInt((int) sender.octets);
    out.put((byte) 0x81).put((byte) 202).putShort((short) (namePadded / 4)).putInt(sender.source);
    out.put((byte) 1).put((byte) name.length).put(name);
    return out.clear();
  }

  private void scramble(ByteBuffer out, int from) {
    for (var i = from; i < out.position(); i++) {
      out.put(i, (byte) camera.random().nextInt());
    }
  }
}
