package org.porchlight.feeds;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.porchlight.registry.Camera;

/// A camera that dials in, on the health board.
///
/// @param now null while it is not here
/// @param sentAway who said to be this camera and was not let in, the last one first, at most
///   [five][#MOST]; of this process, since it began
public record DialInLine(Camera camera, @Nullable Arrival now, List<SentAway> sentAway) {

  static final int MOST = 5;
}
