package org.porchlight.evidence;

/// A copy of a clip for viewing.
///
/// @param maskVersion of the camera's masks that are blanked in it
/// @param sound whether it has the sound of the clip
/// @param key in the store
/// @param sha256 of the file, in hexadecimal
record ClipCopy(Kind kind, int maskVersion, boolean sound, String key, String sha256, long bytes) {

  enum Kind {
    THUMBNAIL(".jpg"),
    /// The film with what is masked blanked, or, if nothing is, without its sound.
    MASKED(".mp4");

    final String ending;

    Kind(String ending) {
      this.ending = ending;
    }
  }
}
