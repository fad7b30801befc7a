package org.porchlight.feeds;

import java.time.Instant;
import org.porchlight.registry.CameraId;

/// A camera that delivered does so no more.
public record FeedLost(CameraId camera, StreamProblem problem, Instant at) {}
