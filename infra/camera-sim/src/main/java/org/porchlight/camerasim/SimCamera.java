package org.porchlight.camerasim;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// One simulated camera. Its clip runs on whether anyone watches or not, and all who watch see the
/// same picture at the same time.
public final class SimCamera {

  /// Pictures that are later than this are left out instead of being sent all at once.
  private static final long TOO_LATE = TimeUnit.SECONDS.toNanos(1);

  private final EventLoop loop;
  private final String path;
  private final String url;
  private final CameraOptions options;
  private final Random random;
  private final Faults faults;
  private final Instant beginning;
  private final Timeline video;
  private @Nullable Timeline audio;
  private Clip clip;

  private final List<Connection> connections = new ArrayList<>();
  private final List<Playback> sessions = new ArrayList<>();
  private List<Playback> playing = List.of();

  /// How far the RTP clock and the wall clock have been moved, in nanoseconds.
  private long rtpClockError;

  private long wallClockError;
  private long soundClockError;
  private long frozenAt;

  private long visits;
  private long describes;
  private long refusedLogins;
  private long setups;
  private long plays;
  private long expiredSessions;
  private long packets;
  private long bytes;
  private long droppedFrames;
  private long soundSetups;
  private long soundPackets;
  private long datagramSetups;
  private long receiverReports;

  SimCamera(
      EventLoop loop, Clock clock, String path, String url, Clip clip, CameraOptions options) {
    this.loop = loop;
    this.path = path;
    this.url = url;
    this.clip = clip;
    this.options = options;
    this.random = new Random(path.hashCode());
    this.faults = new Faults(this, loop);
    // Each camera is somewhere else in its clip, or many cameras with one clip would send their
    // keyframes all at once.
    var length = TimeUnit.SECONDS.toNanos(clip.frames()) / clip.framesPerSecond();
    var age = random.nextLong(length);
    var begin = System.nanoTime() - age;
    this.beginning = clock.instant().minusNanos(age);
    this.video = new Timeline(clip.video(options.parameterSets()), begin);
    var sound = clip.audio();
    this.audio = sound == null || !options.audio() ? null : new Timeline(sound, begin);
  }

  /// Path, with query if it was added with one, without a slash in front.
  public String path() {
    return path;
  }

  /// Address without user name and password.
  public String url() {
    return url;
  }

  /// The clip that it shows now.
  public Clip clip() {
    return loop.ask(() -> clip);
  }

  /// The switches for its misbehaviour.
  public Faults faults() {
    return faults;
  }

  /// When the picture with this number in the clip was sent last, as [Barcode] shows it. Right as
  /// long as the camera shows one clip all the time.
  ///
  /// @param before a moment after which it cannot have been sent
  public Instant sent(int frame, Instant before) {
    var second = TimeUnit.SECONDS.toNanos(1);
    var round = second * clip.frames() / clip.framesPerSecond();
    var first = second * frame / clip.framesPerSecond();
    var since = Duration.between(beginning, before).toNanos() - first;
    return beginning.plusNanos(first + Math.floorDiv(since, round) * round);
  }

  /// What it has seen so far.
  public Counts counts() {
    return loop.ask(() ->
        new Counts(
            visits,
            connections.size(),
            describes,
            refusedLogins,
            setups,
            plays,
            playing.size(),
            expiredSessions,
            packets,
            bytes,
            droppedFrames,
            soundSetups,
            soundPackets,
            datagramSetups,
            receiverReports));
  }

  CameraOptions options() {
    return options;
  }

  Random random() {
    return random;
  }

  boolean hasSound() {
    return audio != null;
  }

  @Nullable Timeline timeline(Medium medium) {
    return switch (medium) {
      case VIDEO -> video;
      case AUDIO -> audio;
    };
  }

  // ---- who is here

  void came(Connection connection) {
    visits++;
    connections.add(connection);
  }

  void left(Connection connection) {
    connections.remove(connection);
  }

  boolean isFull() {
    return sessions.size() >= options.mostSessions();
  }

  void opened(Playback session) {
    sessions.add(session);
  }

  void closed(Playback session) {
    sessions.remove(session);
    pause(session);
    session.close();
  }

  boolean isPlaying(Playback session) {
    return playing.contains(session);
  }

  /// Begins to send.
  ///
  /// @return the value of the `RTP-Info` header
  String play(Playback session, String base) {
    plays++;
    var now = System.nanoTime();
    if (playing.isEmpty()) {
      skipTo(now);
    }
    if (!playing.contains(session)) {
      var more = new ArrayList<>(playing);
      more.add(session);
      playing = List.copyOf(more);
    }
    return session.play(now, base);
  }

  void pause(Playback session) {
    playing = playing.stream().filter(other -> other != session).toList();
  }

  // ---- sending

  /// Sends what is due at `now`.
  ///
  /// @return when the next unit is due
  long sendDue(long now) {
    if (playing.isEmpty()) {
      return Long.MAX_VALUE;
    }
    if (now - video.due() > TOO_LATE) {
      skipTo(now);
      playing.forEach(Playback::waitForKeyframe);
    }
    var next = sendDue(Medium.VIDEO, video, now);
    var sound = audio;
    return sound == null ? next : Math.min(next, sendDue(Medium.AUDIO, sound, now));
  }

  private long sendDue(Medium medium, Timeline timeline, long now) {
    while (timeline.isDueAt(now)) {
      var broken = medium == Medium.AUDIO && faults.sound == Faults.Sounds.STALLED;
      if (!faults.stall && !faults.hang && !broken) {
        // A session that breaks off while it is written leaves `playing`, not this list.
        for (var session : playing) {
          session.send(medium, timeline.nextUnit(), timeline.ticks());
        }
      }
      timeline.advance();
    }
    return timeline.due();
  }

  private void skipTo(long now) {
    video.skipTo(now);
    if (audio != null) {
      audio.skipTo(now);
    }
  }

  /// RTP ticks as the camera's clock, right or wrong, has them.
  long clockTicks(Medium medium, long ticks) {
    var timeline = timeline(medium);
    if (timeline == null) {
      return ticks;
    }
    var rate = timeline.track().clockRate();
    var from = faults.frozen ? frozenAt / 1_000 * rate / 1_000_000 : ticks;
    return from + rtpClockError / 1_000 * rate / 1_000_000;
  }

  /// What the camera's clock shows so many nanoseconds after its beginning.
  Instant wallClock(Medium medium, long sinceBegin) {
    var own = medium == Medium.AUDIO ? soundClockError : 0;
    return beginning.plusNanos(sinceBegin).plusNanos(wallClockError + own);
  }

  boolean losesPacket() {
    return happens(faults.lossPercent);
  }

  /// Whether it is the turn of one of the packets to which this happens.
  boolean happens(double percent) {
    return percent > 0 && random.nextDouble() * 100 < percent;
  }

  // ---- what the faults do

  void change(Clip other) {
    clip = other;
    video.change(other.video(options.parameterSets()));
    var sound = other.audio();
    if (audio != null && sound != null) {
      audio.change(sound);
    } else {
      audio = null;
    }
  }

  void jumpTimestamps(Duration by) {
    rtpClockError += by.toNanos();
  }

  void jumpWallClock(Duration by) {
    wallClockError += by.toNanos();
  }

  void jumpSoundClock(Duration by) {
    soundClockError += by.toNanos();
  }

  void freeze() {
    var ticks = video.ticks();
    frozenAt = ticks * 1_000_000 / video.track().clockRate() * 1_000;
  }

  void keyframesFirst() {
    playing.forEach(Playback::waitForKeyframe);
  }

  void mute(boolean on) {
    List.copyOf(connections).forEach(connection -> connection.mute(on));
  }

  void drop() {
    List.copyOf(connections).forEach(Connection::close);
  }

  void reset() {
    List.copyOf(connections).forEach(Connection::reset);
  }

  // ---- counting

  void countDescribe() {
    describes++;
  }

  void countRefusedLogin() {
    refusedLogins++;
  }

  void countSetup(Medium medium) {
    setups++;
    soundSetups += medium == Medium.AUDIO ? 1 : 0;
  }

  void countDatagramSetup() {
    datagramSetups++;
  }

  void countReceiverReport() {
    receiverReports++;
  }

  void countExpiredSession() {
    expiredSessions++;
  }

  void countPacket(Medium medium, int size) {
    packets++;
    soundPackets += medium == Medium.AUDIO ? 1 : 0;
    bytes += size;
  }

  void countDroppedFrame() {
    droppedFrames++;
  }
}
