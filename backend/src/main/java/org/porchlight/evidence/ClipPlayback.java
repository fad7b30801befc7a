package org.porchlight.evidence;

import org.porchlight.identity.Actor;
import org.springframework.stereotype.Service;

/// Plays clips to those who may see them.
@Service
public class ClipPlayback {

  /// Decides and records. A player asks for one clip in many small pieces: within one session that
  /// is one playback with one record, for as long as the pieces follow each other within a few
  /// minutes, and the decision is taken again for each.
  ///
  /// @throws ClipNotFound if there is no such clip
  public PlaybackAnswer open(Actor who, ClipId clip) {
    throw new UnsupportedOperationException(who + "" + clip);
  }
}
