package org.porchlight.feeds;

import java.time.Instant;
import org.porchlight.registry.CameraId;

/// A camera that was lost delivers again.
public record FeedRestored(CameraId camera, Instant at) {}
