package org.porchlight.registry;

import java.time.Instant;

/// A camera was registered.
public record CameraRegistered(CameraId camera, SiteId site, Instant at) {}
