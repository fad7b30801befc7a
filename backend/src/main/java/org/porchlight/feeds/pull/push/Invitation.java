package org.porchlight.feeds.pull.push;

import org.porchlight.registry.CameraId;
import org.porchlight.registry.PublishKey;

/// A camera that may dial in at a path.
///
/// @param key what its password has to answer to
/// @param open whether it may do so now; not while its owner has switched it off
/// @param sound whether its sound may be received now
public record Invitation(CameraId camera, PublishKey key, boolean open, boolean sound) {}
