package org.porchlight.notices;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.porchlight.kernel.SealedBox;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Brings letters to the mail server: each once, as far as SMTP allows. See
/// docs/decisions/0038-letters-go-out-once.md. For one thread at a time; other processes may do the
/// same on the same database.
final class Post {

  /// After so many refusals in a row an address gets no letters any more.
  static final int REFUSALS = 5;

  /// A letter of which so often nobody knows whether it arrived is not sent again.
  static final int DOUBTS = 3;

  private static final Duration LONG = Duration.ofMinutes(5);
  private static final Logger LOG = LoggerFactory.getLogger(Post.class);

  private final JdbcLetters letters;
  private final SmtpSettings settings;
  private final Supplier<SmtpLine> lines;
  private final Troubles troubles;
  private final Clock clock;
  private final MeterRegistry meters;

  /// Letters that the server has and that could not be noted as such yet.
  private final Set<UUID> handedOver = ConcurrentHashMap.newKeySet();

  private int failures;
  private Instant againAt = Instant.EPOCH;
  private volatile @Nullable Instant downSince;
  private volatile JdbcLetters.Waiting waiting = new JdbcLetters.Waiting(0, null);

  Post(
      JdbcLetters letters,
      SmtpSettings settings,
      Supplier<SmtpLine> lines,
      Troubles troubles,
      Clock clock,
      MeterRegistry meters) {
    this.letters = letters;
    this.settings = settings;
    this.lines = lines;
    this.troubles = troubles;
    this.clock = clock;
    this.meters = meters;
  }

  /// Sends what is due, until the server takes no more.
  ///
  /// @param goOn asked before each letter
  void round(BooleanSupplier goOn) {
    try (var line = lines.get()) {
      while (goOn.getAsBoolean() && !clock.instant().isBefore(againAt) && next(line)) {
        // The next one.
      }
    } finally {
      waiting = letters.waiting();
    }
  }

  /// @return whether there may be more to do
  private boolean next(SmtpLine line) {
    var now = clock.instant();
    try {
      var due = letters.claim(now, now.plus(settings.lease()));
      due.ifPresent(letter -> handle(letter, line));
      return due.isPresent();
    } catch (SealedBox.CannotOpen foreign) {
      LOG.error("A letter is lost: {}", foreign.getMessage());
      count("unreadable");
      return true;
    }
  }

  private void handle(Letter letter, SmtpLine line) {
    var id = letter.id();
    var to = letter.mail().to();
    if (handedOver.contains(id)) {
      noteAccepted(id, to);
    } else if (!clock.instant().isBefore(letter.at().plus(settings.giveUpAfter()))) {
      drop(letter, "given-up", "it could not be handed over in time");
    } else if (letters.refusals(to) >= REFUSALS) {
      drop(letter, "barred", "its address was refused too often");
    } else {
      settle(letter, line.send(letter));
    }
  }

  private void settle(Letter letter, MailAnswer answer) {
    switch (answer) {
      case MailAnswer.Accepted _ -> {
        up();
        count("sent");
        handedOver.add(letter.id());
        noteAccepted(letter.id(), letter.mail().to());
      }
      case MailAnswer.AddressRefused(var reply) -> {
        up();
        letters.addressRefused(letter.id(), letter.mail().to(), clock.instant());
        count("refused");
        tell(letter, "the server refuses its address: " + reply);
      }
      case MailAnswer.LetterRefused(var reply) -> {
        up();
        drop(letter, "refused", "the server refuses it: " + reply);
        troubles.ofMail("LETTER_REFUSED", reply);
      }
      case MailAnswer.Later(var reply) -> {
        up();
        letters.postpone(letter.id(), later(letter));
        if (Integer.bitCount(letter.attempts()) == 1) {
          LOG.info("Letter {} waits after {} attempts: {}", letter.id(), letter.attempts(), reply);
        }
      }
      case MailAnswer.LineDown(var trouble, var detail) -> {
        letters.postpone(letter.id(), later(letter));
        down(trouble, detail);
      }
      case MailAnswer.InDoubt _ -> {
        if (letter.doubts() + 1 < DOUBTS) {
          letters.doubt(letter.id(), later(letter));
        } else {
          drop(letter, "in-doubt", "it was handed over, and never acknowledged");
        }
        down(MailTrouble.UNREACHABLE, "no answer to a whole letter");
      }
    }
  }

  private void noteAccepted(UUID id, String to) {
    letters.accepted(id, to);
    handedOver.remove(id);
  }

  private void drop(Letter letter, String outcome, String why) {
    letters.remove(letter.id());
    count(outcome);
    tell(letter, why);
  }

  private static void tell(Letter letter, String why) {
    LOG.warn("Letter {} ({}) is not sent: {}", letter.id(), letter.mail().kind(), why);
  }

  private Instant later(Letter letter) {
    return clock.instant().plus(settings.pauseAfter(letter.attempts()));
  }

  private void up() {
    if (downSince != null) {
      LOG.info("The mail server takes letters again");
    }
    failures = 0;
    downSince = null;
  }

  private void down(MailTrouble trouble, String detail) {
    failures++;
    var now = clock.instant();
    againAt = now.plus(settings.pauseAfter(failures));
    if (downSince == null) {
      downSince = now;
    }
    if (trouble.isForAdministrator()) {
      troubles.ofMail(trouble.name(), detail);
    } else if (Integer.bitCount(failures) == 1) {
      LOG.warn("The mail server is {}, {} in a row: {}", trouble, failures, detail);
    }
  }

  private void count(String outcome) {
    meters.counter("porchlight.mail.letters", "outcome", outcome).increment();
  }

  /// How many letters wait, as of the last round.
  long waiting() {
    return waiting.count();
  }

  /// For how many seconds the oldest of them does.
  double oldest() {
    var oldest = waiting.oldest();
    return oldest == null ? 0 : Duration.between(oldest, clock.instant()).toMillis() / 1000.0;
  }

  /// Whether the last attempt to reach the server worked, or none was made.
  boolean isUp() {
    return downSince == null;
  }

  /// Whether somebody should look: no letter has left for minutes.
  boolean isStuck() {
    var since = downSince;
    return since != null && !clock.instant().isBefore(since.plus(LONG));
  }
}
