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
/// @param trusted whether it lies in a network that was granted to its organisation, where it may
///   send over UDP if it cannot otherwise
public record Target(
    StreamAddress address,
    InetAddress pinned,
    @Nullable Login login,
    @Nullable CertificatePin certificate,
    AskedBefore asked,
    boolean sound,
    boolean trusted) {

  /// A camera that was never connected to, without sound, with a certificate that needs no
  /// confirming, or none, and in a network of which nothing is known.
  public Target(StreamAddress address, InetAddress pinned, @Nullable Login login) {
    this(address, pinned, login, null, AskedBefore.NOTHING_KNOWN, false, false);
  }

  /// The same camera with or without sound.
  public Target sound(boolean received) {
    return new Target(address, pinned, login, certificate, asked, received, trusted);
  }

  /// The same camera when it must show this certificate.
  public Target showing(@Nullable CertificatePin confirmed) {
    return new Target(address, pinned, login, confirmed, asked, sound, trusted);
  }

  /// The same camera, with what is known of its questions.
  public Target remembering(AskedBefore before) {
    return new Target(address, pinned, login, certificate, before, sound, trusted);
  }

  /// The same camera in a network that was granted, or in another one.
  public Target trusted(boolean granted) {
    return new Target(address, pinned, login, certificate, asked, sound, granted);
  }

  @Override
  public String toString() {
    return "Target[" + address.scheme() + "]";
  }
}
