package org.porchlight.feeds;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A time in which a camera should have delivered and did not.
///
/// @param problem the last one that was seen
/// @param until when pictures came again, or nobody might look any more; null if that was not yet.
///   A camera that nobody needs meanwhile is not tried, so it may be well already
public record Outage(Instant since, StreamProblem problem, @Nullable Instant until) {}
