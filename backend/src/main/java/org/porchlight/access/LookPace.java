package org.porchlight.access;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.porchlight.audit.AuditEvent;
import org.porchlight.audit.AuditLog;
import org.porchlight.audit.Outcome;
import org.porchlight.identity.Actor;
import org.porchlight.identity.PersonId;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;

/// How fast one person may ask about incidents and cameras: as fast as somebody who has work to do,
/// not as fast as a program that goes through all of them.
///
/// Counted for the person, whatever sessions they have, and in the memory of this program: each
/// node counts for itself. Nothing is remembered for longer than the window, and no more of one
/// person than they may ask.
@Service
public class LookPace {

  private final PaceSettings settings;
  private final AuditLog log;
  private final TransactionOperations transaction;
  private final Clock clock;
  private final Map<Asker, Recent> askers = new HashMap<>();

  /// What is asked. Each is counted on its own.
  public enum Question {
    /// Which cameras are near an incident.
    CAMERAS_NEAR,
    /// To look through one.
    LOOK
  }

  private record Asker(PersonId person, Question question) {}

  private record Asked(List<UUID> about, Instant at) {}

  private static final class Recent {

    final Deque<Asked> asked = new ArrayDeque<>();
    @Nullable Instant toldAt;
  }

  private record TooFast(Duration pause, int different, boolean tell) {}

  LookPace(PaceSettings settings, AuditLog log, TransactionOperations transaction, Clock clock) {
    this.settings = settings;
    this.log = log;
    this.transaction = transaction;
    this.clock = clock;
  }

  /// Counts a question. Whoever asks about too many different things is written down as
  /// `access.enumeration`, once in a window.
  ///
  /// @param about the incident, or the incident and the camera
  /// @return how long to wait before it may be asked again; empty if it may be asked now
  public Optional<Duration> ask(Actor who, Question question, List<UUID> about) {
    var asker = new Asker(who.person(), question);
    var tooFast = count(asker, about);
    tooFast.filter(TooFast::tell).ifPresent(found -> tell(who, asker, found.different()));
    return tooFast.map(TooFast::pause);
  }

  private synchronized Optional<TooFast> count(Asker asker, List<UUID> about) {
    var now = clock.instant();
    var since = now.minus(settings.window());
    forget(since, now);
    var recent = askers.computeIfAbsent(asker, _ -> new Recent());
    var known = recent.asked.stream().map(Asked::about).collect(Collectors.toSet());
    var strange = known.size() >= settings.different() && !known.contains(about);
    if (!strange && recent.asked.size() < settings.questions()) {
      recent.asked.add(new Asked(about, now));
      return Optional.empty();
    }
    var tell = strange && (recent.toldAt == null || recent.toldAt.isBefore(since));
    if (tell) {
      recent.toldAt = now;
    }
    var pause = Duration.between(since, recent.asked.getFirst().at());
    return Optional.of(new TooFast(pause, known.size(), tell));
  }

  /// Also what seems to come: a clock that was set back must not keep anybody waiting.
  private void forget(Instant since, Instant now) {
    askers
        .values()
        .forEach(recent ->
            recent.asked.removeIf(one -> !one.at().isAfter(since) || one.at().isAfter(now)));
    askers.values().removeIf(recent -> recent.asked.isEmpty());
  }

  /// How many questions, of everybody.
  synchronized int remembered() {
    return askers.values().stream().mapToInt(recent -> recent.asked.size()).sum();
  }

  private void tell(Actor who, Asker asker, int different) {
    try {
      transaction.executeWithoutResult(_ ->
          log.append(
              AuditEvent.of("access.enumeration", Outcome.DENY)
                  .personal("act", who.person().toString())
                  .personal("org", who.organisation().toString())
                  .personal("src", who.source())
                  .plain("what", asker.question().name())
                  .plain("n", different)));
    } catch (RuntimeException unwritten) {
      tellAgain(asker);
      throw unwritten;
    }
  }

  private synchronized void tellAgain(Asker asker) {
    var recent = askers.get(asker);
    if (recent != null) {
      recent.toldAt = null;
    }
  }
}
