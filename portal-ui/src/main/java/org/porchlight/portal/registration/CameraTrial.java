package org.porchlight.portal.registration;

import org.porchlight.feeds.Probe;
import org.porchlight.feeds.StreamFinder;
import org.porchlight.feeds.StreamsFound;
import org.porchlight.feeds.Tried;
import org.porchlight.identity.Actor;
import org.porchlight.kernel.FieldError;
import org.porchlight.registry.CameraConnections;
import org.porchlight.registry.ConnectionCheck;
import org.porchlight.registry.NewCamera;
import org.springframework.stereotype.Component;

/// Tries a camera that somebody is about to register, or asks it for its streams. What is wrong
/// with the address itself is said in the same words as when it is registered; only an address that
/// may be used is connected to.
@Component
class CameraTrial {

  /// How it went.
  sealed interface Outcome {

    /// No connection was made.
    record Refused(FieldError error) implements Outcome {}

    record Answered(Tried tried) implements Outcome {}
  }

  /// What came of asking for streams.
  sealed interface Search {

    /// No connection was made.
    record Refused(FieldError error) implements Search {}

    record Answered(StreamsFound found) implements Search {}
  }

  private final CameraConnections connections;
  private final Probe probe;
  private final StreamFinder finder;

  CameraTrial(CameraConnections connections, Probe probe, StreamFinder finder) {
    this.connections = connections;
    this.probe = probe;
    this.finder = finder;
  }

  /// Blocks for up to some ten seconds.
  Outcome of(Actor owner, NewCamera.Stream stream) {
    return switch (connections.check(owner, stream)) {
      case ConnectionCheck.Refused(var error) -> new Outcome.Refused(error);
      case ConnectionCheck.Fine _ -> new Outcome.Answered(probe.tryIt(owner, stream));
    };
  }

  /// Asks by ONVIF. Blocks for up to some ten seconds.
  ///
  /// @param service where the camera's own pages are
  Search search(Actor owner, NewCamera.Stream service) {
    return switch (connections.check(owner, service)) {
      case ConnectionCheck.Refused(var error) -> new Search.Refused(error);
      case ConnectionCheck.Fine _ -> new Search.Answered(finder.find(owner, service));
    };
  }
}
