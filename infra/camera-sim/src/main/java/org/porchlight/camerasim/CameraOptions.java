package org.porchlight.camerasim;

import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// What a simulated camera is like; immutable. Start from [#plain()] and change what matters:
/// `CameraOptions.plain().digest("owner", "secret").subStream(Scene.ALLEY.smallClip())`.
public final class CameraOptions {

  /// Where a decoder finds SPS and PPS.
  public enum ParameterSets {
    IN_BAND_AND_SDP,
    ONLY_IN_BAND,
    ONLY_IN_SDP
  }

  /// Where in the stream a new viewer comes in.
  public enum Start {
    /// The first packet is that of the next keyframe.
    NEXT_KEYFRAME,
    /// The first packet is whatever is next, mostly in the middle of a group of pictures.
    ANYWHERE
  }

  /// How the SDP names its tracks.
  public enum Control {
    RELATIVE,
    ABSOLUTE
  }

  /// How a camera asks for user name and password.
  enum Way {
    BASIC,
    DIGEST,
    DIGEST_SHA256
  }

  /// A user name and password, and how the camera asks for them.
  ///
  /// @param requestsPerNonce with Digest, how many requests one nonce is good for before the camera
  ///   answers 401 with `stale=true` and a new one; 0 means as long as the connection lasts
  record Login(String user, String password, Way way, int requestsPerNonce) {

    /// Keeps the password out of logs.
    @Override
    public String toString() {
      return "Login[" + user + ", " + way + ", [redacted]]";
    }
  }

  /// Whom a camera without password asks for when it refuses everyone all the same.
  static final Login NOBODY = new Login("", "", Way.DIGEST, 0);

  private @Nullable Login login;
  private @Nullable Clip subStream;
  private boolean audio = true;
  private ParameterSets parameterSets = ParameterSets.IN_BAND_AND_SDP;
  private Start start = Start.NEXT_KEYFRAME;
  private Control control = Control.RELATIVE;
  private Duration sessionTimeout = Duration.ofSeconds(60);
  private int mostSessions = Integer.MAX_VALUE;
  private @Nullable Long firstTimestamp;
  private @Nullable Integer firstSequence;

  private CameraOptions() {}

  /// No password, sound if the clip has it, new viewers from the next keyframe, sessions of 60 s.
  public static CameraOptions plain() {
    return new CameraOptions();
  }

  public CameraOptions basic(String user, String password) {
    return with(copy -> copy.login = new Login(user, password, Way.BASIC, 0));
  }

  public CameraOptions digest(String user, String password) {
    return digest(user, password, 0);
  }

  /// Digest with a nonce that is good for so many requests only; then the camera answers 401 with
  /// `stale=true` and a new one.
  public CameraOptions digest(String user, String password, int requestsPerNonce) {
    return with(copy -> copy.login = new Login(user, password, Way.DIGEST, requestsPerNonce));
  }

  /// Digest with SHA-256 and qop, as RFC 7616 wants it and few cameras do.
  public CameraOptions digestSha256(String user, String password) {
    return with(copy -> copy.login = new Login(user, password, Way.DIGEST_SHA256, 0));
  }

  /// Adds a second, smaller picture of the same camera, served at the path with `/sub` behind it.
  public CameraOptions subStream(Clip small) {
    return with(copy -> copy.subStream = small);
  }

  /// Leaves out the sound, also when the clip has some.
  public CameraOptions silent() {
    return with(copy -> copy.audio = false);
  }

  public CameraOptions parameterSets(ParameterSets where) {
    return with(copy -> copy.parameterSets = where);
  }

  public CameraOptions start(Start where) {
    return with(copy -> copy.start = where);
  }

  public CameraOptions control(Control style) {
    return with(copy -> copy.control = style);
  }

  /// A session without any request or RTCP packet for this long is closed.
  public CameraOptions sessionTimeout(Duration timeout) {
    return with(copy -> copy.sessionTimeout = timeout);
  }

  /// How many sessions may exist at once; the next one is answered 453, as real cameras do.
  public CameraOptions mostSessions(int most) {
    return with(copy -> copy.mostSessions = most);
  }

  /// Lets RTP begin at a chosen time stamp (unsigned 32 bits) and sequence number (16 bits) instead
  /// of random ones, to see them wrap.
  public CameraOptions firstRtp(long timestamp, int sequence) {
    return with(copy -> {
      copy.firstTimestamp = timestamp;
      copy.firstSequence = sequence;
    });
  }

  CameraOptions withoutSubStream() {
    return with(copy -> copy.subStream = null);
  }

  /// What asks one connection for the password, if the camera has one.
  public Optional<LoginCheck> loginCheck(Random random) {
    return Optional.ofNullable(login).map(known -> new LoginCheck(known, random));
  }

  @Nullable Login login() {
    return login;
  }

  @Nullable Clip subStream() {
    return subStream;
  }

  boolean audio() {
    return audio;
  }

  ParameterSets parameterSets() {
    return parameterSets;
  }

  Start start() {
    return start;
  }

  Control control() {
    return control;
  }

  Duration sessionTimeout() {
    return sessionTimeout;
  }

  int mostSessions() {
    return mostSessions;
  }

  @Nullable Long firstTimestamp() {
    return firstTimestamp;
  }

  @Nullable Integer firstSequence() {
    return firstSequence;
  }

  private CameraOptions with(Consumer<CameraOptions> change) {
    var copy = new CameraOptions();
    copy.login = login;
    copy.subStream = subStream;
    copy.audio = audio;
    copy.parameterSets = parameterSets;
    copy.start = start;
    copy.control = control;
    copy.sessionTimeout = sessionTimeout;
    copy.mostSessions = mostSessions;
    copy.firstTimestamp = firstTimestamp;
    copy.firstSequence = firstSequence;
    change.accept(copy);
    return copy;
  }
}
