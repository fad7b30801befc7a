package org.porchlight.feeds.media;

/// Reads what is needed from an H.265 sequence parameter set (H.265 7.3.2.2).
final class HevcParameters {

  final int width;
  final int height;
  final int reorder;
  final HevcProfile profile;

  HevcParameters(byte[] sps) {
    var in = new BitReader(sps, 2);
    in.skip(4);
    var layers = (int) in.bits(3);
    in.skip(1);
    profile =
        new HevcProfile(
            (int) in.bits(2),
            in.flag(),
            (int) in.bits(5),
            in.bits(32),
            in.bits(24) << 24 | in.bits(24),
            (int) in.bits(8));
    skipSubLayers(in, layers);
    in.ue(15);
    var chroma = in.ue(3);
    if (chroma == 3) {
      in.skip(1);
    }
    var wide = in.ue(1 << 14);
    var high = in.ue(1 << 14);
    if (in.flag()) {
      var stepX = chroma == 1 || chroma == 2 ? 2 : 1;
      var stepY = chroma == 1 ? 2 : 1;
      wide -= (in.ue(1 << 14) + in.ue(1 << 14)) * stepX;
      high -= (in.ue(1 << 14) + in.ue(1 << 14)) * stepY;
    }
    if (wide <= 0 || high <= 0) {
      throw new MalformedVideo("picture of %d by %d".formatted(wide, high));
    }
    width = wide;
    height = high;
    in.ue(6);
    in.ue(6);
    in.ue(12);
    var every = in.flag();
    var most = 0;
    for (var i = every ? 0 : layers; i <= layers; i++) {
      in.ue(16);
      most = in.ue(16);
      in.ue();
    }
    reorder = most;
  }

  private static void skipSubLayers(BitReader in, int layers) {
    var profiles = new boolean[layers];
    var levels = new boolean[layers];
    for (var i = 0; i < layers; i++) {
      profiles[i] = in.flag();
      levels[i] = in.flag();
    }
    if (layers > 0) {
      in.skip(2 * (8 - layers));
    }
    for (var i = 0; i < layers; i++) {
      in.skip((profiles[i] ? 88 : 0) + (levels[i] ? 8 : 0));
    }
  }
}
