package org.porchlight.feeds.pull;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.porchlight.feeds.StreamProblem;
import org.porchlight.registry.Login;

/// Answers a camera that asks for name and password, on one connection: once, because cameras lock
/// out, and never in a weaker way than it has asked for before. Thread-safe.
final class LoginAnswers {

  /// Nonces may become too old in the middle; more often than this in a row they do not.
  private static final int MOST_STALE = 2;

  private final @Nullable Login login;
  private @Nullable Challenge challenge;

  LoginAnswers(@Nullable Login login) {
    this.login = login;
  }

  /// Value of `Authorization`, if the camera has asked.
  synchronized Optional<String> authorization(String method, String uri) {
    var asked = challenge;
    var known = login;
    return asked == null || known == null
        ? Optional.empty()
        : Optional.of(asked.answer(known, method, uri));
  }

  /// The camera answered 401: makes ready for asking again.
  ///
  /// @param attempts how often the same has been asked again already
  /// @throws StreamLost if the password is wrong, or the question is one that is not answered
  synchronized void challenged(RtspMessage reply, int attempts) throws StreamLost {
    var asked = Challenge.of(reply.all("WWW-Authenticate")).orElse(null);
    var before = challenge;
    var first = attempts == 0 && before == null;
    if (login == null || asked == null) {
      throw new StreamLost(StreamProblem.WRONG_LOGIN, "status 401");
    }
    if (before != null && asked.strength() < before.strength()) {
      throw new StreamLost(StreamProblem.WRONG_LOGIN, "asked for the password in a weaker way");
    }
    if (!first && !(attempts < MOST_STALE && before != null && asked.isStale())) {
      throw new StreamLost(StreamProblem.WRONG_LOGIN, "status 401");
    }
    challenge = asked;
  }
}
