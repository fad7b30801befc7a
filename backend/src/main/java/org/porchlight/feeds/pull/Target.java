package org.porchlight.feeds.pull;

import java.net.InetAddress;
import org.jspecify.annotations.Nullable;
import org.porchlight.registry.CertificatePin;
import org.porchlight.registry.Login;
import org.porchlight.registry.StreamAddress;

/// A camera to connect to.
///
/// @param pinned the one address that was resolved and checked; nothing is resolved again
/// @param certificate the one that it must show, if its owner confirmed one
/// @param asked how it has asked for the password before
/// @param sound whether its sound may be received; otherwise it is not even set up
public record Target(
    StreamAddress address,
    InetAddress pinned,
    @Nullable Login login,
    @Nullable CertificatePin certificate,
    AskedBefore asked,
    boolean sound) {

  /// A camera that was never connected to, without sound, and with a certificate that needs no
  /// confirming, or none.
  public Target(StreamAddress address, InetAddress pinned, @Nullable Login login) {
    this(address, pinned, login, null, AskedBefore.NOTHING_KNOWN, false);
  }

  /// The same camera with or without sound.
  public Target sound(boolean received) {
    return new Target(address, pinned, login, certificate, asked, received);
  }

  /// The same camera when it must show this certificate.
  public Target showing(@Nullable CertificatePin confirmed) {
    return new Target(address, pinned, login, confirmed, asked, sound);
  }

  /// The same camera, with what is known of its questions.
  public Target remembering(AskedBefore before) {
    return new Target(address, pinned, login, certificate, before, sound);
  }

  @Override
  public String toString() {
    return "Target[" + address.scheme() + "]";
  }
}
