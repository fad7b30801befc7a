package org.porchlight.feeds;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A camera began to deliver, or stopped.
///
/// @param problem null if it has delivered from then on
public record HealthChange(Instant at, @Nullable StreamProblem problem) {}
