package org.porchlight.registry;

/// Who dials in at a path.
///
/// @param key what its password has to answer to
public record DialIn(CameraId camera, PublishKey key) {}
