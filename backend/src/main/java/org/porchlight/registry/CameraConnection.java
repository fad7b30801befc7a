package org.porchlight.registry;

import org.jspecify.annotations.Nullable;

/// How to reach a camera, and where it may turn out to be. Whoever connects resolves the host once,
/// checks every answer with `allowed`, and connects to one of these answers and nowhere else.
public record CameraConnection(
    StreamAddress address, @Nullable Login login, NetworkPolicy allowed) {

  @Override
  public String toString() {
    return "CameraConnection[" + address.scheme() + " " + address.host() + "]";
  }
}
