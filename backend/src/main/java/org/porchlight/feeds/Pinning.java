package org.porchlight.feeds;

import java.net.UnknownHostException;
import org.porchlight.feeds.pull.StreamLost;
import org.porchlight.feeds.pull.Target;
import org.porchlight.registry.CameraConnection;
import org.porchlight.registry.Resolver;

/// Resolves a camera's name once, and holds on to what was answered. A name that answers with a
/// forbidden address among allowed ones is a trap, not a camera.
final class Pinning {

  private Pinning() {}

  static Target pin(CameraConnection connection, Resolver resolver) throws StreamLost {
    try {
      var answers = resolver.resolve(connection.address().host());
      for (var answer : answers) {
        if (!connection.allowed().check(answer)) {
          throw new StreamLost(StreamProblem.ADDRESS_NOT_ALLOWED, "an answer is not allowed");
        }
      }
      var pinned = answers.getFirst();
      return new Target(connection.address(), pinned, connection.login())
          .showing(connection.certificate())
          .trusted(connection.allowed().isGranted(pinned));
    } catch (UnknownHostException unknown) {
      throw new StreamLost(StreamProblem.NO_ANSWER, "unknown host", unknown);
    }
  }
}
