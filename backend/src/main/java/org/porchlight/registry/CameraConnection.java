package org.porchlight.registry;

import org.jspecify.annotations.Nullable;

/// How to reach a camera, and where it may turn out to be. Whoever connects resolves the host once,
/// checks every answer with `allowed`, and connects to one of these answers and nowhere else.
///
/// @param certificate the one that the owner confirmed; without it a certificate must be vouched
///   for by an authority and be good for the name
public record CameraConnection(
    StreamAddress address,
    @Nullable Login login,
    NetworkPolicy allowed,
    @Nullable CertificatePin certificate) {

  /// Without a confirmed certificate.
  public CameraConnection(StreamAddress address, @Nullable Login login, NetworkPolicy allowed) {
    this(address, login, allowed, null);
  }

  @Override
  public String toString() {
    return "CameraConnection[" + address.scheme() + " " + address.host() + "]";
  }
}
