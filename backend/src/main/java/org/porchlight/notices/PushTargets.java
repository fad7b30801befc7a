package org.porchlight.notices;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.porchlight.audit.AuditEvent;
import org.porchlight.audit.AuditLog;
import org.porchlight.audit.Outcome;
import org.porchlight.identity.Actor;
import org.porchlight.identity.PersonDisabled;
import org.porchlight.identity.PersonId;
import org.porchlight.identity.SessionEnded;
import org.springframework.modulith.events.ApplicationModuleListener;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Which installations of the app may be woken, and for whom.
@Service
@Transactional
public class PushTargets {

  /// FCM forgets an Android installation after 270 days without contact:
  /// https://firebase.google.com/docs/cloud-messaging/manage-tokens
  static final Duration LONGEST_SILENCE = Duration.ofDays(270);

  private final JdbcPushTargets targets;
  private final AuditLog audit;
  private final Clock clock;

  PushTargets(JdbcPushTargets targets, AuditLog audit, Clock clock) {
    this.targets = targets;
    this.audit = audit;
    this.clock = clock;
  }

  /// Registers this session's installation, or refreshes it. An installation that was somebody
  /// else's is this person's from now on.
  ///
  /// @param address 1 to 512 printable characters without spaces
  /// @param idempotencyKey repeats with the same key are one registration
  public PushRegistration register(
      Actor actor, PushTarget.Kind kind, String address, @Nullable String idempotencyKey) {
    if (!address.matches("[\\x21-\\x7e]{1,512}")) {
      throw new IllegalArgumentException("an address has 1 to 512 printable characters");
    }
    if (idempotencyKey != null) {
      var earlier = targets.findByKey(actor.person(), idempotencyKey);
      if (earlier.isPresent() && !earlier.get().address().equals(address)) {
        return new PushRegistration.KeyReused();
      }
    }
    // The database keeps microseconds; what is compared later must be what is stored.
    var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    var put =
        targets.put(
            new PushTarget(
                PushTargetId.random(), actor.person(), actor.session(), kind, address, now),
            idempotencyKey);
    if (put.fresh()) {
      log("notices.push_target.added", actor);
    }
    return new PushRegistration.Registered(put.id(), put.fresh());
  }

  /// Takes one of the person's own targets away; an unknown id changes nothing.
  public void remove(Actor actor, PushTargetId id) {
    if (targets.remove(actor.person(), id) > 0) {
      log("notices.push_target.removed", actor);
    }
  }

  /// Ends all targets of a session that ended.
  public void dropSession(String session) {
    targets.removeSession(session);
  }

  /// Ends all targets of a person, at once.
  public void dropPerson(PersonId person) {
    targets.removePerson(person);
  }

  /// The targets in use, the most recently refreshed first.
  @Transactional(readOnly = true)
  public List<PushTarget> of(PersonId person) {
    return targets.enabledOf(person);
  }

  /// Removes what the push service has forgotten by now.
  ///
  /// @return how many
  public int prune(Instant now) {
    return targets.removeOlderThan(now.minus(LONGEST_SILENCE));
  }

  @ApplicationModuleListener
  void on(SessionEnded ended) {
    dropSession(ended.session());
  }

  @ApplicationModuleListener
  void on(PersonDisabled disabled) {
    dropPerson(disabled.person());
  }

  private void log(String event, Actor actor) {
    audit.append(
        AuditEvent.of(event, Outcome.DONE)
            .personal("act", actor.person().toString())
            .personal("org", actor.organisation().toString())
            .personal("src", actor.source()));
  }
}
