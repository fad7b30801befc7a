package org.porchlight.camerasim;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// The ways in which a camera misbehaves, switched while it runs. All begin switched off. Each call
/// returns when the change is in force: nothing is sent by the old rule afterwards.
public final class Faults {

  private final SimCamera camera;
  private final EventLoop loop;

  // Read and written by the loop's thread only.
  boolean stall;
  boolean hang;
  boolean refuse;
  boolean absent;
  boolean unauthorized;
  boolean headerNeverEnds;
  boolean frozen;
  boolean noKeyframes;
  int status;
  int sdpBytes;
  double lossPercent;
  double disorderPercent;
  double duplicatePercent;
  double latePercent;
  boolean udpOnly;
  boolean unnamedPorts;
  @Nullable String impostor;
  @Nullable String redirect;
  @Nullable String foreignControl;
  @Nullable String foreignSource;
  @Nullable NotVideo notVideo;
  @Nullable Sounds sound;

  /// What may be wrong with the sound while the picture is well.
  public enum Sounds {
    /// SETUP is answered 500.
    REFUSED,
    /// SETUP is not answered, and nothing after it.
    NOT_ANSWERED,
    /// Nothing is sent.
    STALLED,
    /// The packets hold anything.
    GARBAGE
  }

  Faults(SimCamera camera, EventLoop loop) {
    this.camera = camera;
    this.loop = loop;
  }

  /// The picture stops; RTSP answers and RTCP sender reports go on.
  public void stall(boolean on) {
    loop.tell(() -> {
      stall = on;
      camera.keyframesFirst();
    });
  }

  /// Nothing more is sent, neither media nor answers nor reports; TCP stays open.
  public void hang(boolean on) {
    loop.tell(() -> {
      hang = on;
      camera.mute(on);
      camera.keyframesFirst();
    });
  }

  /// Connections are taken but no request is ever answered; sessions that play go on.
  public void refuse(boolean on) {
    loop.tell(() -> refuse = on);
  }

  /// Switched off or out of reach: open connections end at once, new ones as soon as they name this
  /// camera.
  public void absent(boolean on) {
    loop.tell(() -> {
      absent = on;
      if (on) {
        camera.drop();
      }
    });
  }

  /// Breaks the sound and leaves the picture well; null makes it well again.
  public void sound(@Nullable Sounds how) {
    loop.tell(() -> sound = how);
  }

  /// Moves the wall clock of which the sound's reports speak, and not that of the picture's.
  public void jumpSoundClock(Duration by) {
    loop.tell(() -> camera.jumpSoundClock(by));
  }

  /// Ends all connections of this camera with FIN, once.
  public void drop() {
    loop.tell(camera::drop);
  }

  /// Ends all connections of this camera with RST, once.
  public void reset() {
    loop.tell(camera::reset);
  }

  /// Goes on with another clip from that clip's first keyframe, without telling anyone.
  public void change(Clip clip) {
    loop.tell(() -> camera.change(clip));
  }

  /// Answers 401 whatever the credentials are, as after a change of password.
  public void unauthorized(boolean on) {
    loop.tell(() -> unauthorized = on);
  }

  /// Answers every DESCRIBE with this status, for instance 404 or 503; 0 switches it off.
  public void answer(int status) {
    loop.tell(() -> this.status = status);
  }

  /// Answers every DESCRIBE with 302 and this location.
  public void redirect(@Nullable String url) {
    loop.tell(() -> redirect = url);
  }

  /// Is something else than a camera; absent switches it off.
  public void notVideo(@Nullable NotVideo kind) {
    loop.tell(() -> notVideo = kind);
  }

  /// Names this address as the control URL of the video track in the SDP.
  public void foreignControl(@Nullable String url) {
    loop.tell(() -> foreignControl = url);
  }

  /// Answers SETUP with UDP from this host instead of the TCP that was asked for.
  public void foreignSource(@Nullable String host) {
    loop.tell(() -> foreignSource = host);
  }

  /// Answers DESCRIBE with a header that never ends.
  public void endlessHeader(boolean on) {
    loop.tell(() -> headerNeverEnds = on);
  }

  /// Answers DESCRIBE with an SDP padded to this many bytes; 0 switches it off.
  public void hugeSdp(int bytes) {
    loop.tell(() -> sdpBytes = bytes);
  }

  /// Moves the RTP time stamps by this much, once.
  public void jumpTimestamps(Duration by) {
    loop.tell(() -> camera.jumpTimestamps(by));
  }

  /// Moves the NTP time in sender reports by this much, once; RTP time stamps go on evenly.
  public void jumpWallClock(Duration by) {
    loop.tell(() -> camera.jumpWallClock(by));
  }

  /// The RTP time stamp stays where it is while pictures go on.
  public void freezeTimestamps(boolean on) {
    loop.tell(() -> {
      frozen = on;
      camera.freeze();
    });
  }

  /// Leaves out this share of the RTP packets, 0 to 100 percent, the same ones in each run.
  public void loss(double percent) {
    loop.tell(() -> lossPercent = percent);
  }

  /// Answers SETUP over TCP with 461, and takes it over UDP; otherwise it is the other way round.
  public void udpOnly(boolean on) {
    loop.tell(() -> udpOnly = on);
  }

  /// Does not say from which ports it sends over UDP.
  public void unnamedPorts(boolean on) {
    loop.tell(() -> unnamedPorts = on);
  }

  /// Lets this share of the datagrams be overtaken by others of the same picture.
  public void disorder(double percent) {
    loop.tell(() -> disorderPercent = percent);
  }

  /// Sends this share of the datagrams twice.
  public void duplicates(double percent) {
    loop.tell(() -> duplicatePercent = percent);
  }

  /// Sends this share of the datagrams half a second late.
  public void late(double percent) {
    loop.tell(() -> latePercent = percent);
  }

  /// Lets somebody else send each datagram with other content, before the right one: from the same
  /// port of this address, or from another port if it is the camera's own. To be switched on before
  /// a client sets up.
  public void impostor(@Nullable String address) {
    loop.tell(() -> impostor = address);
  }

  /// Leaves out the keyframes.
  public void noKeyframes(boolean on) {
    loop.tell(() -> {
      noKeyframes = on;
      if (!on) {
        camera.keyframesFirst();
      }
    });
  }

  /// Switches everything off again; an open connection that hangs goes on.
  public void clear() {
    loop.tell(() -> {
      stall = false;
      refuse = false;
      absent = false;
      unauthorized = false;
      headerNeverEnds = false;
      frozen = false;
      noKeyframes = false;
      status = 0;
      sdpBytes = 0;
      lossPercent = 0;
      disorderPercent = 0;
      duplicatePercent = 0;
      latePercent = 0;
      udpOnly = false;
      unnamedPorts = false;
      impostor = null;
      redirect = null;
      foreignControl = null;
      foreignSource = null;
      notVideo = null;
      sound = null;
      if (hang) {
        hang = false;
        camera.mute(false);
      }
      camera.keyframesFirst();
    });
  }
}
