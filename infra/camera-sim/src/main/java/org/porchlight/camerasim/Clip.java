package org.porchlight.camerasim;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.porchlight.camerasim.CameraOptions.ParameterSets;
import org.porchlight.camerasim.H264.AccessUnit;

/// H.264 of a constant frame rate without B-frames, and perhaps sound, held in memory and cut into
/// RTP packets once, however many cameras show it.
public final class Clip {

  private static final Map<String, Clip> LOADED = new ConcurrentHashMap<>();

  private final String name;
  private final int framesPerSecond;
  private final List<AccessUnit> accessUnits;
  private final byte[] sps;
  private final byte[] pps;
  private final H264.Size size;
  private final @Nullable Sound sound;
  private final Map<ParameterSets, RtpTrack> packetised = new ConcurrentHashMap<>();

  private Clip(String name, byte[] h264, int framesPerSecond, @Nullable Sound sound) {
    this.name = name;
    this.framesPerSecond = framesPerSecond;
    this.accessUnits = H264.accessUnits(h264);
    if (accessUnits.isEmpty() || !accessUnits.getFirst().isKey()) {
      throw new IllegalArgumentException(name + " does not begin with a keyframe");
    }
    this.sps = first(H264.SPS);
    this.pps = first(H264.PPS);
    this.size = H264.sizeIn(sps);
    this.sound = sound;
  }

  /// Takes any footage in the Annex B form that begins with SPS, PPS and a keyframe.
  ///
  /// @throws IllegalArgumentException if it does not
  public static Clip ofAnnexB(String name, byte[] h264, int framesPerSecond) {
    return new Clip(name, h264, framesPerSecond, null);
  }

  /// The same picture with sound. It must be as long as the picture, or the two drift apart when
  /// the clip begins anew.
  public Clip withSound(Sound other) {
    var h264 = new ByteArrayOutputStream();
    accessUnits.forEach(unit -> h264.writeBytes(unit.annexB()));
    return new Clip(name, h264.toByteArray(), framesPerSecond, other);
  }

  static Clip fromResources(String fileName, boolean sound) {
    return LOADED.computeIfAbsent(
        fileName,
        file ->
            new Clip(
                file,
                resource(file + ".h264"),
                Scene.FRAMES_PER_SECOND,
                sound ? Sound.alaw(resource(file + ".al")) : null));
  }

  static Sound aac(String file) {
    return Sound.adts(resource(file + ".aac"));
  }

  private static byte[] resource(String file) {
    try (var in = Clip.class.getResourceAsStream("/clips/" + file)) {
      if (in == null) {
        throw new IllegalStateException("clips/" + file + " is not on the class path");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public String name() {
    return name;
  }

  public int width() {
    return size.width();
  }

  public int height() {
    return size.height();
  }

  public int framesPerSecond() {
    return framesPerSecond;
  }

  /// Number of pictures until the clip begins anew.
  public int frames() {
    return accessUnits.size();
  }

  public boolean hasSound() {
    return sound != null;
  }

  /// One picture with its parameter sets, in the Annex B form with four-byte start codes.
  public byte[] accessUnit(int frame) {
    return accessUnits.get(frame).annexB();
  }

  /// Whether this picture can be decoded by itself.
  public boolean isKey(int frame) {
    return accessUnits.get(frame).isKey();
  }

  /// The NAL units of one picture, with its parameter sets, without start codes.
  public List<byte[]> units(int frame) {
    return accessUnits.get(frame).nals();
  }

  byte[] sps() {
    return sps;
  }

  byte[] pps() {
    return pps;
  }

  RtpTrack video(ParameterSets where) {
    return packetised.computeIfAbsent(
        where, w -> RtpTrack.ofVideo(accessUnits, framesPerSecond, w));
  }

  @Nullable RtpTrack audio() {
    return sound == null ? null : RtpTrack.ofSound(sound);
  }

  /// Null if there is none.
  public @Nullable Sound sound() {
    return sound;
  }

  private byte[] first(int type) {
    return accessUnits.getFirst().nals().stream()
        .filter(nal -> H264.typeOf(nal) == type)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(name + " has no NAL unit " + type));
  }
}
