package org.porchlight.feeds.media;

/// What a NAL unit is for (H.264 table 7-1, H.265 table 7-1).
enum UnitKind {
  /// Goes into the format, not into the sample.
  PARAMETER_SET,
  /// A part of a picture.
  PICTURE,
  /// A part of a picture that can be decoded by itself.
  KEY_PICTURE,
  /// Says something about the picture, and stays with it.
  REMARK,
  /// Says nothing in MP4: delimiters, filler, what is reserved.
  LEFT_OUT;

  /// @param first byte of the unit, unsigned
  /// @throws MalformedVideo if no unit begins like that
  static UnitKind of(Codec codec, int first) {
    if (first > 0x7F) {
      throw new MalformedVideo("forbidden bit is set");
    }
    return switch (codec) {
      case H264 -> avc(first & 0x1F);
      case HEVC -> hevc(first >> 1 & 0x3F);
      case MJPEG -> throw new IllegalArgumentException("JPEG has no NAL units");
    };
  }

  private static UnitKind avc(int type) {
    return switch (type) {
      case 1, 2, 3, 4, 19, 20 -> PICTURE;
      case 5 -> KEY_PICTURE;
      case 6 -> REMARK;
      case 7, 8 -> PARAMETER_SET;
      default -> LEFT_OUT;
    };
  }

  private static UnitKind hevc(int type) {
    if (type <= 31) {
      return type >= 16 && type <= 23 ? KEY_PICTURE : PICTURE;
    }
    return switch (type) {
      case 32, 33, 34 -> PARAMETER_SET;
      case 39, 40 -> REMARK;
      default -> LEFT_OUT;
    };
  }

  boolean isPicture() {
    return this == PICTURE || this == KEY_PICTURE;
  }

  /// Whether it is part of the sample.
  boolean isKept() {
    return isPicture() || this == REMARK;
  }
}
