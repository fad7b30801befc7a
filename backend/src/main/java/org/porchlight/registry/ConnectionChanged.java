package org.porchlight.registry;

import java.time.Instant;

/// The stream address or login of a camera was set, changed or forgotten.
public record ConnectionChanged(CameraId camera, Instant at) {}
