package org.porchlight.registry;

import java.time.Instant;

/// Other parts of a camera's picture are blanked than before.
public record MasksChanged(CameraId camera, int version, Instant at) {}
