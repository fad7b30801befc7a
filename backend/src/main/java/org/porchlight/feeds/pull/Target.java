package org.porchlight.feeds.pull;

import java.net.InetAddress;
import org.jspecify.annotations.Nullable;
import org.porchlight.registry.Login;
import org.porchlight.registry.StreamAddress;

/// A camera to connect to.
///
/// @param pinned the one address that was resolved and checked; nothing is resolved again
/// @param sound whether its sound may be received; otherwise it is not even set up
public record Target(
    StreamAddress address, InetAddress pinned, @Nullable Login login, boolean sound) {

  /// Without sound.
  public Target(StreamAddress address, InetAddress pinned, @Nullable Login login) {
    this(address, pinned, login, false);
  }

  /// The same camera with or without sound.
  public Target sound(boolean received) {
    return new Target(address, pinned, login, received);
  }

  @Override
  public String toString() {
    return "Target[" + address.scheme() + "]";
  }
}
