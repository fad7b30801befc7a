package org.porchlight.consent;

import java.time.Instant;
import org.porchlight.registry.CameraId;

/// A camera has a new version of its consent, which is in force already.
public record ConsentChanged(CameraId camera, int version, Instant at) {}
