package org.porchlight.plates;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import org.porchlight.audit.AuditEvent;
import org.porchlight.audit.AuditLog;
import org.porchlight.audit.Outcome;
import org.porchlight.identity.Actor;
import org.porchlight.identity.Role;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// The plate readers that may send us something.
@Service
@Transactional
public class Readers {

  private final JdbcReaders readers;
  private final AuditLog audit;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();

  Readers(JdbcReaders readers, AuditLog audit, Clock clock) {
    this.readers = readers;
    this.audit = audit;
    this.clock = clock;
  }

  /// Registers a reader of the administrator's organisation. Administrators only, else
  /// [MayNotChangeReaders].
  ///
  /// @return its key, which nobody can read a second time
  public ReaderKey add(Actor administrator, NewReader reader) {
    requireAdministrator(administrator);
    var bytes = new byte[32];
    random.nextBytes(bytes);
    var key =
        new ReaderKey(
            ReaderId.random(), Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    readers.add(
        key.reader(), administrator.organisation(), reader, hash(key.secret()), clock.instant());
    log("plates.reader.added", administrator, key.reader());
    return key;
  }

  /// Stops taking anything from a reader. Administrators only, else [MayNotChangeReaders].
  public void retire(Actor administrator, ReaderId reader) {
    requireAdministrator(administrator);
    if (readers.retire(reader, clock.instant())) {
      log("plates.reader.retired", administrator, reader);
    }
  }

  /// Also those that are retired, by name.
  @Transactional(readOnly = true)
  public List<Reader> all() {
    return readers.all();
  }

  static byte[] hash(String key) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(key.getBytes(US_ASCII));
    } catch (NoSuchAlgorithmException impossible) {
      throw new AssertionError("Every Java runtime has SHA-256", impossible);
    }
  }

  private static void requireAdministrator(Actor actor) {
    if (!actor.is(Role.ADMINISTRATOR)) {
      throw new MayNotChangeReaders();
    }
  }

  private void log(String event, Actor actor, ReaderId reader) {
    audit.append(
        AuditEvent.of(event, Outcome.DONE)
            .plain("reader", reader.toString())
            .personal("act", actor.person().toString())
            .personal("org", actor.organisation().toString())
            .personal("src", actor.source()));
  }
}
