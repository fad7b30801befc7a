package org.porchlight.standin;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A message that the stand-in took.
///
/// @param name as answered to the sender
/// @param kind `fid` or `token`
/// @param target the installation
/// @param data payload, complete
/// @param priority Android's, upper-case
/// @param ttl as sent, for example `120s`
public record Received(
    String name,
    Instant at,
    String kind,
    String target,
    Map<String, String> data,
    @Nullable String priority,
    @Nullable String ttl,
    @Nullable String collapseKey) {

  public Received {
    data = Map.copyOf(data);
  }
}
