package org.porchlight.registry;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/// Turns a host name into addresses. Ask once and connect to what was answered: a second answer may
/// be another one.
public interface Resolver {

  /// Looks a name up.
  ///
  /// @return at least one
  List<InetAddress> resolve(String host) throws UnknownHostException;
}
