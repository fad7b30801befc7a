package org.porchlight.camerasim;

import java.io.ByteArrayOutputStream;

/// Clips that are over quickly.
final class Clips {

  /// Thirty pictures at 90 a second: begins anew three times a second.
  static final Clip QUICK = cut(Scene.CROSSING.clip(), 30, 90);

  private Clips() {}

  static Clip cut(Clip clip, int frames, int framesPerSecond) {
    var out = new ByteArrayOutputStream();
    for (var frame = 0; frame < frames; frame++) {
      out.writeBytes(clip.accessUnit(frame));
    }
    return Clip.ofAnnexB("quick", out.toByteArray(), framesPerSecond);
  }

  /// Nothing but keyframes: 90 large pictures a second.
  static Clip heavy() {
    var out = new ByteArrayOutputStream();
    for (var frame = 0; frame < 30; frame++) {
      out.writeBytes(Scene.largeClip().accessUnit(0));
    }
    return Clip.ofAnnexB("heavy", out.toByteArray(), 90);
  }
}
