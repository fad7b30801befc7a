package org.porchlight.feeds.pull;

import java.net.InetAddress;
import org.jspecify.annotations.Nullable;
import org.porchlight.registry.Login;
import org.porchlight.registry.StreamAddress;

/// A camera to connect to.
///
/// @param pinned the one address that was resolved and checked; nothing is resolved again
public record Target(StreamAddress address, InetAddress pinned, @Nullable Login login) {

  @Override
  public String toString() {
    return "Target[" + address.scheme() + "]";
  }
}
