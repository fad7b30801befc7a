package org.porchlight.registry;

/// Whether a camera may have a stream address at all. The registry asks; the answer comes from the
/// module that knows what the owner allows.
public interface ConnectionRule {

  boolean mayBeConnected(CameraId camera);
}
