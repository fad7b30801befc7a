package org.porchlight.portal.registration;

import org.porchlight.feeds.Probe;
import org.porchlight.feeds.Tried;
import org.porchlight.identity.Actor;
import org.porchlight.kernel.FieldError;
import org.porchlight.registry.CameraConnections;
import org.porchlight.registry.ConnectionCheck;
import org.porchlight.registry.NewCamera;
import org.springframework.stereotype.Component;

/// Tries a camera that somebody is about to register. What is wrong with the address itself is said
/// in the same words as when it is registered; only an address that may be used is connected to.
@Component
class CameraTrial {

  /// How it went.
  sealed interface Outcome {

    /// No connection was made.
    record Refused(FieldError error) implements Outcome {}

    record Answered(Tried tried) implements Outcome {}
  }

  private final CameraConnections connections;
  private final Probe probe;

  CameraTrial(CameraConnections connections, Probe probe) {
    this.connections = connections;
    this.probe = probe;
  }

  /// Blocks for up to some ten seconds.
  Outcome of(Actor owner, NewCamera.Stream stream) {
    return switch (connections.check(owner, stream)) {
      case ConnectionCheck.Refused(var error) -> new Outcome.Refused(error);
      case ConnectionCheck.Fine _ -> new Outcome.Answered(probe.tryIt(owner, stream));
    };
  }
}
