package org.porchlight.camerasim.web;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.porchlight.camerasim.Faults.Sounds;

/// The ways in which a [WebCamera] misbehaves, switched while it runs. All begin switched off.
public final class WebFaults {

  private final WebCamera camera;

  volatile boolean stall;
  volatile long stalledAt;
  volatile boolean hang;
  volatile boolean noKeyframes;
  volatile boolean absent;
  volatile boolean headerNeverEnds;
  volatile boolean webPage;
  volatile boolean garbage;
  volatile int status;
  volatile long partBytes;
  volatile @Nullable String redirect;
  volatile @Nullable String segment;
  volatile @Nullable String soundSegment;
  volatile @Nullable Sounds sound;
  volatile String tag = "";

  WebFaults(WebCamera camera) {
    this.camera = camera;
  }

  /// No new pictures, while connections stay: streams send nothing, stills are not answered, and
  /// playlists do not grow.
  public void stall(boolean on) {
    stalledAt = camera.now();
    stall = on;
  }

  /// The same, and no request is answered.
  public void hang(boolean on) {
    hang = on;
  }

  /// Switched off or out of reach: connections end at once, new ones as soon as they ask.
  public void absent(boolean on) {
    absent = on;
    if (on) {
      camera.drop();
    }
  }

  /// Ends all connections, once.
  public void drop() {
    camera.drop();
  }

  /// Ends all connections with RST, once.
  public void reset() {
    camera.reset();
  }

  /// Moves the time stamps of films by this much, once.
  public void jumpTimestamps(Duration by) {
    camera.jumpTimestamps(by);
  }

  /// Leaves out the keyframes.
  public void noKeyframes(boolean on) {
    noKeyframes = on;
  }

  /// Names this address in playlists where the newest segment should be.
  public void segmentElsewhere(@Nullable String address) {
    segment = address;
  }

  /// Names this address in playlists of sound where the newest segment should be.
  public void soundElsewhere(@Nullable String address) {
    soundSegment = address;
  }

  /// What is wrong with the sound, while the pictures are well. Sound that lies beside the pictures
  /// can only be refused by leaving it out.
  public void sound(@Nullable Sounds how) {
    sound = how;
  }

  /// Adds lines to playlists.
  public void playlistSays(String lines) {
    tag = lines;
  }

  /// Answers with 302 and this location.
  public void redirect(@Nullable String address) {
    redirect = address;
  }

  /// Answers with this status, for instance 404 or 503; 0 switches it off.
  public void answer(int code) {
    status = code;
  }

  /// Answers with a header that never ends.
  public void endlessHeader(boolean on) {
    headerNeverEnds = on;
  }

  /// Answers with a web page.
  public void webPage(boolean on) {
    webPage = on;
  }

  /// Sends random bytes where pictures should be.
  public void garbage(boolean on) {
    garbage = on;
  }

  /// Says that pictures are so long, and sends as much; 0 switches it off.
  public void oversizedPart(long bytes) {
    partBytes = bytes;
  }

  /// Switches everything off again.
  public void clear() {
    stall = false;
    hang = false;
    noKeyframes = false;
    segment = null;
    soundSegment = null;
    sound = null;
    tag = "";
    absent = false;
    headerNeverEnds = false;
    webPage = false;
    garbage = false;
    status = 0;
    partBytes = 0;
    redirect = null;
  }
}
