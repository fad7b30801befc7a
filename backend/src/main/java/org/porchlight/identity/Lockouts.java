package org.porchlight.identity;

import java.time.Clock;
import java.time.Duration;
import org.porchlight.audit.AuditEvent;
import org.porchlight.audit.AuditLog;
import org.porchlight.audit.Outcome;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/// Five failures in 15 minutes, then nothing until an administrator releases the account.
///
/// An attempt is counted before the password is looked at and taken back when it was right: of many
/// guesses at the same moment, too, only five are ever looked at. Kept in the database, so a
/// restart forgives nothing. Unknown addresses are counted like known ones.
@Service
class Lockouts {

  private final JdbcAttempts attempts;
  private final AuditLog audit;
  private final IdentitySettings settings;
  private final Clock clock;

  Lockouts(JdbcAttempts attempts, AuditLog audit, IdentitySettings settings, Clock clock) {
    this.attempts = attempts;
    this.audit = audit;
    this.settings = settings;
    this.clock = clock;
  }

  /// One try, counted as a failure until proved otherwise.
  record Attempt(long id, Blob key, int number, boolean locked) {}

  @Transactional(propagation = Propagation.REQUIRES_NEW)
  Attempt begin(String address) {
    var now = clock.instant();
    var key = key(address);
    if (attempts.isLocked(key)) {
      return new Attempt(0, Blob.of(key), 0, true);
    }
    var id = attempts.insert(JdbcAttempts.Kind.LOG_IN, key, now);
    var number =
        attempts.count(JdbcAttempts.Kind.LOG_IN, key, now.minus(settings.failureWindow()), id);
    return new Attempt(id, Blob.of(key), number, number > settings.failures());
  }

  /// The password was right, but the second factor is still to come: earlier failures stay counted,
  /// or a thief of the password could try codes for ever.
  void takeBack(Attempt attempt) {
    attempts.delete(attempt.id());
  }

  void succeeded(Attempt attempt) {
    attempts.deleteAll(JdbcAttempts.Kind.LOG_IN, attempt.key().bytes());
  }

  /// Leaves the attempt counted and locks the account where it was the last one allowed.
  ///
  /// @return whether the account was locked by this very failure
  boolean failed(Attempt attempt, AuditEvent about) {
    if (attempt.number() < settings.failures()
        || !attempts.lock(attempt.key().bytes(), clock.instant())) {
      return false;
    }
    audit.append(
        new AuditEvent(
            "login.lock",
            Outcome.DONE,
            null,
            null,
            null,
            about.personal(),
            java.util.Map.of("n", (long) settings.failures())));
    return true;
  }

  void release(EmailAddress email) {
    attempts.release(key(email.value()));
  }

  /// Old attempts say nothing any more; called now and then.
  void forgetOld() {
    attempts.deleteOlderThan(clock.instant(), Duration.ofDays(1));
  }

  private static byte[] key(String address) {
    return Tokens.hash(address);
  }
}
