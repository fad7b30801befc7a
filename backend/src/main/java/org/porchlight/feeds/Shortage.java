package org.porchlight.feeds;

/// What the process does without, because not every feed fits.
///
/// @param shortened cameras that are always pulled whose rings are short
/// @param waiting cameras that are not pulled though somebody was let in, or though they are pulled
///   always
/// @param unbuffered cameras whose pre-event buffer is not kept
record Shortage(int shortened, int waiting, int unbuffered) {

  static final Shortage NONE = new Shortage(0, 0, 0);
}
