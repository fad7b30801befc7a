package org.porchlight.camerasim.web;

import org.porchlight.camerasim.Sound;

/// How a [WebCamera] packs its film in pieces (HLS). May be changed before anybody looks.
public final class Packaging {

  volatile boolean soundApart;

  Packaging() {}

  /// Puts the sound into segments of its own, with a playlist of its own.
  public Packaging soundApart(boolean on) {
    soundApart = on;
    return this;
  }

  /// Number of the first piece of sound that begins at this moment or after it.
  ///
  /// @param ticks 90,000 a second
  static long piece(Sound sound, long ticks) {
    return Math.ceilDiv(ticks * sound.rate(), 90_000L * sound.samplesOfPiece());
  }
}
