package org.porchlight.evidence;

import org.porchlight.access.EndReason;

/// Whoever shows a replay. Called on threads of their own.
public interface ReplayWatcher {

  /// Nothing more is given out; what has been shown is to be taken off the screen.
  void ended(EndReason why);

  /// What is blanked has changed: what was fetched before is to be thrown away, and fetched again.
  void changed();
}
