package org.porchlight.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;

/// Tickets for looks that begin a moment later, in another request: each works once, for half a
/// minute, in the session it was given to.
///
/// @param <T> what is kept ready for whoever comes with the ticket
public final class Tickets<T> {

  private static final SecureRandom RANDOM = new SecureRandom();

  private final Looks looks;
  private final Consumer<T> release;
  private final Map<String, Admission<T>> admissions = new ConcurrentHashMap<>();

  /// Leave to open a look, for whoever came with its ticket.
  ///
  /// @param id of the look, which is in the book already
  public record Admission<T>(UUID id, Permit permit, T ready, Instant expiresAt) {}

  Tickets(Looks looks, Consumer<T> release) {
    this.looks = looks;
    this.release = release;
  }

  /// Gives a ticket.
  ///
  /// @param ready made once it is written down that there is a ticket; let go if nobody uses it
  public LookTicket give(Permit permit, Supplier<T> ready) {
    var secret = new byte[32];
    RANDOM.nextBytes(secret);
    var value = Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
    var expiresAt = looks.ticketsExpire();
    var id = looks.writeDown(permit);
    admissions.put(fingerprint(value), new Admission<>(id, permit, ready.get(), expiresAt));
    return new LookTicket(value, expiresAt);
  }

  /// Empty if the ticket is unknown, used, too old, or of another session; all four look the same.
  ///
  /// @param session of the person who presents it
  public Optional<Admission<T>> take(String ticket, String session) {
    var admission = admissions.remove(fingerprint(ticket));
    if (admission == null) {
      return Optional.empty();
    }
    if (looks.now().isAfter(admission.expiresAt())
        || !admission.permit().who().session().equals(session)) {
      neverUsed(admission);
      return Optional.empty();
    }
    return Optional.of(admission);
  }

  /// Whoever has a ticket for this permit does not want it any more.
  public void withdraw(Permit permit) {
    endAll(admission -> admission.permit().id().equals(permit.id()));
  }

  void expire() {
    var now = looks.now();
    endAll(admission -> now.isAfter(admission.expiresAt()));
  }

  void close() {
    endAll(_ -> true);
  }

  private void endAll(Predicate<Admission<T>> which) {
    admissions.forEach((key, admission) -> {
      if (which.test(admission) && admissions.remove(key, admission)) {
        neverUsed(admission);
      }
    });
  }

  private void neverUsed(Admission<T> admission) {
    release.accept(admission.ready());
    looks.neverOpened(admission.id(), admission.permit());
  }

  private static String fingerprint(String ticket) {
    try {
      var digest = MessageDigest.getInstance("SHA-256").digest(ticket.getBytes(UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException impossible) {
      throw new AssertionError("Every Java runtime has SHA-256", impossible);
    }
  }
}
