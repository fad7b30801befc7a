package org.porchlight.feeds.media;

/// The part of an H.265 parameter set that says who can decode it (H.265 7.3.3).
///
/// @param constraints 48 bits
public record HevcProfile(
    int space, boolean highTier, int profile, long compatibility, long constraints, int level) {

  /// ISO/IEC 14496-15 annex E.3, for example `hvc1.1.6.L93.b0`.
  String codecs() {
    var text = new StringBuilder("hvc1.");
    if (space > 0) {
      text.append((char) ('A' + space - 1));
    }
    text.append(profile).append('.');
    text.append(Integer.toHexString(Integer.reverse((int) compatibility)));
    text.append('.').append(highTier ? 'H' : 'L').append(level);
    var rest = constraints;
    while (rest != 0) {
      text.append('.').append(Long.toHexString(rest >>> 40));
      rest = rest << 8 & 0xFFFF_FFFF_FFFFL;
    }
    return text.toString();
  }
}
