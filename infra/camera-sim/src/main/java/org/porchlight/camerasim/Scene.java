package org.porchlight.camerasim;

/// The sample clips that come with the project: fictional places, drawn and encoded by
/// `SceneStudio`. All run at 15 frames a second for 16 s, then begin anew, with a keyframe every 2
/// s.
///
/// Each picture carries a bar code, see [Barcode].
public enum Scene {
  HOUSE_FRONT("house-front", true),
  PARKING_LOT("parking-lot", false),
  ALLEY("alley", false),
  CROSSING("crossing", false),
  HOUSING_ENTRANCE("housing-entrance", false),
  MAIN_STREET("main-street", false);

  static final int FRAMES_PER_SECOND = 15;

  private final String fileName;
  private final boolean sound;

  Scene(String fileName, boolean sound) {
    this.fileName = fileName;
    this.sound = sound;
  }

  /// The scene at 640x360. HOUSE_FRONT has sound (G.711 A-law), the others have none.
  public Clip clip() {
    return Clip.fromResources(fileName, sound);
  }

  /// HOUSE_FRONT with its sound as AAC, 16,000 samples a second.
  public static Clip clipWithAac() {
    return HOUSE_FRONT.clip().withSound(Clip.aac(HOUSE_FRONT.fileName));
  }

  /// The scene at 320x180, for sub-streams.
  public Clip smallClip() {
    return Clip.fromResources(fileName + "-small", false);
  }

  /// MAIN_STREET at 1280x720: what a camera may turn into while it runs.
  public static Clip largeClip() {
    return Clip.fromResources(MAIN_STREET.fileName + "-large", false);
  }

  /// Base name of the scene's files below `clips/`.
  public String fileName() {
    return fileName;
  }
}
