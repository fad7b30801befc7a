package org.porchlight.notices;

/// A push service.
public interface PushSender {

  /// Hands one hint to the service and waits for the answer, at most for the configured time limit.
  /// Never throws for what the service or the network does.
  PushAnswer send(PushTarget target, Hint hint);
}
