package org.porchlight.feeds.media;

/// Reads what is needed from an H.264 sequence parameter set (H.264 7.3.2.1.1 and E.1.1).
final class AvcParameters {

  /// Profiles whose parameter set says how colour is sampled.
  private static final int[] WITH_CHROMA = {
    100, 110, 122, 244, 44, 83, 86, 118, 128, 138, 139, 134
  };

  final int width;
  final int height;
  final int reorder;

  AvcParameters(byte[] sps) {
    if (sps.length < 5) {
      throw new MalformedVideo("sequence parameter set of " + sps.length + " bytes");
    }
    var in = new BitReader(sps, 1);
    var profile = (int) in.bits(8);
    in.skip(16);
    in.ue(31);
    var chroma = 1;
    if (hasChroma(profile)) {
      chroma = in.ue(3);
      if (chroma == 3) {
        in.skip(1);
      }
      in.ue(6);
      in.ue(6);
      in.skip(1);
      if (in.flag()) {
        for (var i = 0; i < (chroma == 3 ? 12 : 8); i++) {
          if (in.flag()) {
            skipScalingList(in, i < 6 ? 16 : 64);
          }
        }
      }
    }
    in.ue(12);
    var order = in.ue(2);
    if (order == 0) {
      in.ue(12);
    } else if (order == 1) {
      in.skip(1);
      in.se();
      in.se();
      var cycle = in.ue(255);
      for (var i = 0; i < cycle; i++) {
        in.se();
      }
    }
    in.ue(16);
    in.skip(1);
    var wide = (in.ue(1 << 10) + 1) * 16;
    var high = (in.ue(1 << 10) + 1) * 16;
    var framesOnly = in.bit();
    if (framesOnly == 0) {
      in.skip(1);
      high *= 2;
    }
    in.skip(1);
    if (in.flag()) {
      var stepX = chroma == 1 || chroma == 2 ? 2 : 1;
      var stepY = (chroma == 1 ? 2 : 1) * (2 - framesOnly);
      wide -= (in.ue(1 << 13) + in.ue(1 << 13)) * stepX;
      high -= (in.ue(1 << 13) + in.ue(1 << 13)) * stepY;
    }
    if (wide <= 0 || high <= 0) {
      throw new MalformedVideo("picture of %d by %d".formatted(wide, high));
    }
    width = wide;
    height = high;
    // Baseline has no B-frames, and order type 2 means shown as sent.
    reorder = profile == 66 || order == 2 ? 0 : reorderIn(in);
  }

  private static int reorderIn(BitReader in) {
    try {
      return in.flag() ? reorderInUsability(in) : 0;
    } catch (MalformedVideo cutShort) {
      // Some cameras write usability information that ends too early; players ignore it too.
      return 0;
    }
  }

  private static int reorderInUsability(BitReader in) {
    if (in.flag() && in.bits(8) == 255) {
      in.skip(32);
    }
    if (in.flag()) {
      in.skip(1);
    }
    if (in.flag()) {
      in.skip(4);
      if (in.flag()) {
        in.skip(24);
      }
    }
    if (in.flag()) {
      in.ue();
      in.ue();
    }
    if (in.flag()) {
      in.skip(65);
    }
    var nal = in.flag();
    if (nal) {
      skipHypotheticalDecoder(in);
    }
    var vcl = in.flag();
    if (vcl) {
      skipHypotheticalDecoder(in);
    }
    if (nal || vcl) {
      in.skip(1);
    }
    in.skip(1);
    if (!in.flag()) {
      return 0;
    }
    in.skip(1);
    in.ue();
    in.ue();
    in.ue();
    in.ue();
    return in.ue(16);
  }

  private static void skipHypotheticalDecoder(BitReader in) {
    var count = in.ue(31) + 1;
    in.skip(8);
    for (var i = 0; i < count; i++) {
      in.ue();
      in.ue();
      in.skip(1);
    }
    in.skip(20);
  }

  private static void skipScalingList(BitReader in, int size) {
    var last = 8;
    var next = 8;
    for (var i = 0; i < size; i++) {
      if (next != 0) {
        next = (last + in.se() + 256) % 256;
      }
      last = next == 0 ? last : next;
    }
  }

  private static boolean hasChroma(int profile) {
    for (var one : WITH_CHROMA) {
      if (one == profile) {
        return true;
      }
    }
    return false;
  }
}
