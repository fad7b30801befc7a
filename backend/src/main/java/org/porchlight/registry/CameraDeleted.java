package org.porchlight.registry;

import java.time.Instant;

/// An owner deleted a camera; its rows are gone when this is heard.
public record CameraDeleted(CameraId camera, Instant at) {}
