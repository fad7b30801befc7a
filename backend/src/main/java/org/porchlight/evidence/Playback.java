package org.porchlight.evidence;

/// A clip that may be read, for a while, by the person it was opened for.
public interface Playback extends FootageFile {

  Clip clip();
}
