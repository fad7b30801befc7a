package org.porchlight.evidence;

import java.time.Instant;
import org.porchlight.registry.CameraId;

/// A clip is in the store, and its checksum was read back.
public record ClipStored(ClipId clip, CameraId camera, Instant at) {}
