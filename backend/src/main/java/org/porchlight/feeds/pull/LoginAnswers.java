package org.porchlight.feeds.pull;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.porchlight.feeds.StreamProblem;
import org.porchlight.registry.Login;

/// Answers a camera that asks for name and password: once, because cameras lock out, and never in a
/// weaker way than it has asked for before. See docs/decisions/0034-no-password-in-a-weaker-way.md.
/// Thread-safe.
public final class LoginAnswers {

  /// Nonces may become too old in the middle; more often than this in a row they do not.
  private static final int MOST_STALE = 2;

  private final @Nullable Login login;
  private final AskedBefore ever;
  private final boolean secure;
  private @Nullable Challenge challenge;
  private boolean accepted;

  public LoginAnswers(Target target) {
    this.login = target.login();
    this.ever = target.asked();
    this.secure = target.address().scheme().isSecure();
  }

  /// Value of `Authorization`, if the camera has asked.
  public synchronized Optional<String> authorization(String method, String uri) {
    var asked = challenge;
    var known = login;
    return asked == null || known == null
        ? Optional.empty()
        : Optional.of(asked.answer(known, method, uri));
  }

  /// The camera answered 401: makes ready for asking again.
  ///
  /// @param offers values of `WWW-Authenticate`
  /// @param attempts how often the same has been asked again already
  /// @throws StreamLost if the password is wrong, or the question is one that is not answered
  public synchronized void challenged(List<String> offers, int attempts) throws StreamLost {
    var asked = Challenge.of(offers).orElse(null);
    var before = challenge;
    // A password that was right once is right for a camera that asks anew.
    var first = attempts == 0 && (before == null || accepted);
    accepted = false;
    if (login == null || asked == null) {
      throw new StreamLost(StreamProblem.WRONG_LOGIN, "status 401");
    }
    if (before != null && asked.strength() < before.strength()) {
      throw new StreamLost(StreamProblem.WEAKER_LOGIN, "asked for the password in a weaker way");
    }
    if (asked.isPlain() && !secure && ever.byDigest()) {
      throw new StreamLost(StreamProblem.WEAKER_LOGIN, "asked for the password as it is");
    }
    if (!first && !(attempts < MOST_STALE && before != null && asked.isStale())) {
      throw new StreamLost(StreamProblem.WRONG_LOGIN, "status 401");
    }
    challenge = asked;
    if (!asked.isPlain()) {
      ever.askedByDigest();
    }
  }

  /// The camera has let us in with the last answer: it may ask anew for the next request, as
  /// cameras do that question every connection.
  public synchronized void accepted() {
    accepted = challenge != null;
  }
}
