package org.porchlight.camerasim.scenes;

import java.util.Random;

/// Makes a little sound: G.711 A-law, 8,000 samples a second.
final class Sound {

  private static final int RATE = 8_000;

  private Sound() {}

  /// Soft wind and a few birds.
  static byte[] morning(double seconds) {
    var random = new Random(7);
    var samples = new byte[(int) (seconds * RATE)];
    var wind = 0.0;
    for (var i = 0; i < samples.length; i++) {
      var t = (double) i / RATE;
      wind += (random.nextGaussian() * 500 - wind) * 0.04;
      var gusts = 1 + 0.6 * Math.sin(2 * Math.PI * t / seconds * 3);
      samples[i] = alaw((int) (wind * gusts + 5_000 * bird(t)));
    }
    return samples;
  }

  /// Three chirps every four seconds.
  private static double bird(double t) {
    var chirp = t % 4 / 0.35;
    if (chirp >= 3) {
      return 0;
    }
    var within = chirp % 1;
    if (within > 0.5) {
      return 0;
    }
    var envelope = Math.sin(within / 0.5 * Math.PI);
    return envelope * envelope * Math.sin(2 * Math.PI * (2_300 + 500 * within) * t);
  }

  /// ITU-T G.711, A-law of a 16-bit sample.
  static byte alaw(int sample) {
    var sign = sample >= 0 ? 0x80 : 0;
    var magnitude = Math.min(32_635, sample >= 0 ? sample : -sample - 1);
    var exponent = Math.max(0, 31 - Integer.numberOfLeadingZeros(Math.max(1, magnitude)) - 7);
    var mantissa = magnitude >> (exponent == 0 ? 4 : exponent + 3) & 0x0f;
    return (byte) ((sign | exponent << 4 | mantissa) ^ 0x55);
  }
}
