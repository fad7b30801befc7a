package org.porchlight.feeds.pull;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.porchlight.feeds.StreamProblem;
import org.porchlight.feeds.media.ChunkPool;
import org.porchlight.feeds.media.Timeline;
import org.porchlight.feeds.pull.rtp.Depacketiser;
import org.porchlight.feeds.pull.rtp.Reception;
import org.porchlight.feeds.pull.rtp.RtpPacket;

/// The video of an RTSP session, and its sound where it is received: interleaved frames in, or
/// datagrams that were given a channel ([UdpTrack]), pictures and sound out.
///
/// For the loop's thread.
public final class Tracks implements AutoCloseable {

  private final RtspLoop loop;
  private final Clock clock;
  private final VideoSource.Receiver out;
  private final int payloadType;
  private final Depacketiser pictures;
  private final RtpPacket packet = new RtpPacket();
  private final Reception reception = new Reception(ThreadLocalRandom.current().nextInt());
  private @Nullable SoundTrack sound;
  private Channels video = Channels.NONE;

  /// On which channels of the connection a track comes.
  public record Channels(int media, int reports) {

    /// Whatever comes is not of this track.
    public static final Channels NONE = new Channels(-1, -1);

    public boolean has(int channel) {
      return channel == media || channel == reports;
    }

    /// Whether none of them is one of the other's.
    public boolean areApartFrom(Channels other) {
      return !has(other.media) && !has(other.reports);
    }
  }

  /// @param heard the sound, if it may be received
  /// @param out where all of it goes
  public Tracks(
      RtspLoop loop,
      PullLimits limits,
      ChunkPool pool,
      Clock clock,
      Description.Video seen,
      Optional<Description.Sound> heard,
      VideoSource.Receiver out) {
    this.loop = loop;
    this.clock = clock;
    this.out = out;
    this.payloadType = seen.payloadType();
    this.pictures =
        Depacketiser.of(
            seen.codec(),
            seen.clockRate(),
            seen.parameterSets(),
            pool,
            limits.pictureBytes(),
            (picture, time, afterLoss) ->
                out.take(new VideoSource.Packet(picture, time, afterLoss)));
    this.sound =
        heard.map(found -> new SoundTrack(found, out::sound, this::pictureOf)).orElse(null);
  }

  /// Where the video comes from now on; before, nothing is taken for it.
  public void video(Channels channels) {
    video = channels;
  }

  /// Where the sound comes.
  public void sound(Channels channels) {
    if (sound != null && channels.areApartFrom(video)) {
      sound.channels(channels.media(), channels.reports());
    } else {
      sound = null;
    }
  }

  /// Address to set the sound up with, as it stands in the description, if there is sound.
  Optional<String> soundControl() {
    return Optional.ofNullable(sound).map(SoundTrack::control);
  }

  boolean hasSound() {
    return sound != null;
  }

  /// There is no sound any more.
  public void mute() {
    sound = null;
  }

  /// Takes a frame; those of other channels mean nothing.
  ///
  /// @param in the loop's buffer
  /// @throws StreamLost if the camera says goodbye
  public void frame(ByteBuffer in, int channel, int at, int length) throws StreamLost {
    frame(in, loop.memory(), channel, at, length);
  }

  /// The same from anywhere.
  ///
  /// @param memory the same as `in`
  void frame(ByteBuffer in, MemorySegment memory, int channel, int at, int length)
      throws StreamLost {
    if (channel == video.reports()) {
      switch (reception.read(in, at, length, System.nanoTime(), clock.instant())) {
        case Reception.Report.Bye() ->
            throw new StreamLost(StreamProblem.ENDED, "the camera said goodbye");
        case Reception.Report.CameraClock(var ahead) -> out.cameraClock(ahead);
        case Reception.Report.Nothing() -> {}
      }
    } else if (channel == video.media()
        && packet.read(in, at, length)
        && packet.payloadType() == payloadType) {
      var missing = reception.take(packet);
      if (missing >= 0) {
        pictures.take(packet, memory, missing);
      }
    } else if (sound != null && sound.has(channel)) {
      sound.frame(in, memory, channel, at, length, clock.instant());
    }
  }

  /// Our reports about what has come in, each in a frame.
  public List<byte[]> reports(long now) {
    var frames = new ArrayList<byte[]>(2);
    var frame = ByteBuffer.allocate(4 + reception.reportSize());
    frame.put((byte) '$').put((byte) video.reports()).putShort((short) reception.reportSize());
    reception.report(frame, now);
    frames.add(frame.array());
    if (sound != null) {
      frames.add(sound.report(now));
    }
    return frames;
  }

  /// The time stamp of pictures at the moment of the sound's last report, by the camera's clock.
  private long pictureOf(SoundTrack of) {
    return reception.isClockKnown()
        ? pictures.ticksOf(reception.toldTimestamp()) + reception.ticksTo(of.reception())
        : Timeline.NONE;
  }

  /// Gives back the memory that no ring holds.
  @Override
  public void close() {
    sound = null;
    pictures.close();
  }
}
