package org.porchlight.camerasim;

/// The number that is burned into each picture of a [Scene], so that a test can tell which picture
/// of which scene it sees.
///
/// Twelve squares in one row on a dark plate, least significant bit left, white is 1 and black is
/// 0. With `u` = picture width / 640, the centre of bit `k` is at x = (24 + 24 k) u, y = 24 u, and
/// a square is 16 u wide. The low 8 bits are the number of the picture in the clip (0 to 239), the
/// high 4 bits the [#sceneNumber(Scene)].
public final class Barcode {

  public static final int BITS = 12;

  private Barcode() {}

  public static int valueOf(Scene scene, int frame) {
    return (sceneNumber(scene) << 8) | (frame & 0xff);
  }

  /// 1 to 6 in the order of declaration, so that an all-black picture reads as no scene.
  public static int sceneNumber(Scene scene) {
    return switch (scene) {
      case HOUSE_FRONT -> 1;
      case PARKING_LOT -> 2;
      case ALLEY -> 3;
      case CROSSING -> 4;
      case HOUSING_ENTRANCE -> 5;
      case MAIN_STREET -> 6;
    };
  }

  public static int sceneNumberIn(int value) {
    return value >> 8;
  }

  public static int frameIn(int value) {
    return value & 0xff;
  }
}
