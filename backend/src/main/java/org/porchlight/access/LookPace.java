package org.porchlight.access;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.porchlight.access.JdbcQuestions.Asked;
import org.porchlight.audit.AuditEvent;
import org.porchlight.audit.AuditLog;
import org.porchlight.audit.Outcome;
import org.porchlight.identity.Actor;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;

/// How fast one person may ask about incidents and cameras: as fast as somebody who has work to do,
/// not as fast as a program that goes through all of them.
///
/// Counted for the person, whatever sessions they have, in the portal and on the phone together, on
/// all nodes, and over a restart. Nothing is remembered for much longer than the window, and no
/// more of one person than they may ask.
@Service
public class LookPace {

  private final PaceSettings settings;
  private final JdbcQuestions questions;
  private final AuditLog log;
  private final TransactionOperations transaction;
  private final Clock clock;

  /// What is asked. Each is counted on its own.
  public enum Question {
    /// Which cameras are near an incident.
    CAMERAS_NEAR,
    /// To look through one.
    LOOK
  }

  LookPace(
      PaceSettings settings,
      JdbcQuestions questions,
      AuditLog log,
      TransactionOperations transaction,
      Clock clock) {
    this.settings = settings;
    this.questions = questions;
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
    return Objects.requireNonNull(
        transaction.execute(_ -> count(who, question, List.copyOf(about))));
  }

  private Optional<Duration> count(Actor who, Question question, List<UUID> about) {
    questions.lock(who.person(), question);
    // After the wait for the lock, so that time goes on from one question to the next.
    var now = clock.instant();
    var since = now.minus(settings.window());
    questions.forget(who.person(), question, since, now);
    var recent = questions.of(who.person(), question);
    var known = recent.stream().map(Asked::about).collect(Collectors.toSet());
    var strange = known.size() >= settings.different() && !known.contains(about);
    if (!strange && recent.size() < settings.questions()) {
      questions.add(who.person(), question, about, now);
      return Optional.empty();
    }
    if (strange) {
      tellOnce(who, question, known.size(), since, now);
    }
    return Optional.of(Duration.between(since, recent.getFirst().at()));
  }

  private void tellOnce(Actor who, Question question, int different, Instant since, Instant now) {
    if (questions
        .toldAt(who.person(), question)
        .filter(at -> at.isAfter(since) && !at.isAfter(now))
        .isPresent()) {
      return;
    }
    questions.told(who.person(), question, now);
    log.append(
        AuditEvent.of("access.enumeration", Outcome.DENY)
            .personal("act", who.person().toString())
            .personal("org", who.organisation().toString())
            .personal("src", who.source())
            .plain("what", question.name())
            .plain("n", different));
  }

  /// Who asks no more is forgotten too.
  @Scheduled(initialDelayString = "PT6M", fixedDelayString = "PT1H")
  void sweep() {
    var since = clock.instant().minus(settings.window());
    transaction.executeWithoutResult(_ -> questions.forget(since));
  }
}
