package org.porchlight.transparency;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.porchlight.access.LooksUnderWay;
import org.porchlight.audit.AuditEvent;
import org.porchlight.audit.AuditLog;
import org.porchlight.audit.AuditTrail;
import org.porchlight.audit.Outcome;
import org.porchlight.audit.PermitEntry;
import org.porchlight.consent.Sharing;
import org.porchlight.identity.Actor;
import org.porchlight.identity.Present;
import org.porchlight.identity.Role;
import org.porchlight.kernel.ServedBook;
import org.porchlight.kernel.ServedTally;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/// Compares what really left the house with the log, every night and when an auditor wants it.
/// Whatever was served and is not in the log is a finding; there must never be one. See
/// docs/decisions/0045-two-books-of-what-was-served.md.
@Service
public class Completeness implements MeterBinder {

  private static final Logger LOG = LoggerFactory.getLogger(Completeness.class);

  /// Rows that were written so lately are looked at the next time: what belongs to them may still
  /// be on its way.
  private static final Duration SETTLED = Duration.ofMinutes(2);

  /// What was still open in the night before is looked at again.
  private static final Duration OVERLAP = Duration.ofHours(26);

  /// A look whose last byte is older than this and that nobody keeps open has ended.
  private static final Duration ENDED = Duration.ofMinutes(5);

  /// How much more may have left than the entry of the end says: what was on its way to one viewer
  /// when the look ended.
  static final long SLACK = 8L << 20;

  private static final LocalTime NIGHT = LocalTime.of(3, 0);
  private static final int BATCH = 500;
  private static final int MOST = 200;

  /// The entry that must be there for each use, kept here on purpose: a door that writes another
  /// one is found.
  private static final Map<String, String> OPENED_BY =
      Map.of(
          "LIVE", "camera.live.open",
          "REPLAY", "camera.replay.open",
          "SNAPSHOT", "camera.snapshot",
          "OWN_SNAPSHOT", "camera.snapshot.own",
          "CLIP", "camera.clip.save",
          "PLAYBACK", "camera.clip.play",
          "THUMBNAIL", "camera.clip.thumbnail");

  private static final Map<String, String> CLOSED_BY =
      Map.of("LIVE", "camera.live.close", "REPLAY", "camera.replay.close");

  private final List<ServedBook> books;
  private final List<ServedTally> tallies;
  private final AuditTrail trail;
  private final AuditLog log;
  private final LooksUnderWay open;
  private final JdbcChecks checks;
  private final Present present;
  private final Sharing sharing;
  private final TransactionTemplate transaction;
  private final Clock clock;

  /// Of the newest check.
  private volatile int unaccounted;

  Completeness(
      List<ServedBook> books,
      List<ServedTally> tallies,
      AuditTrail trail,
      AuditLog log,
      LooksUnderWay open,
      JdbcChecks checks,
      Present present,
      Sharing sharing,
      TransactionTemplate transaction,
      Clock clock) {
    this.books = books;
    this.tallies = tallies;
    this.trail = trail;
    this.log = log;
    this.open = open;
    this.checks = checks;
    this.present = present;
    this.sharing = sharing;
    this.transaction = transaction;
    this.clock = clock;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    Gauge.builder("porchlight.ledger.unaccounted", this, here -> here.unaccounted)
        .description("Uses in the journals that the audit log does not account for, last check")
        .register(registry);
  }

  /// Compares now, everything that was served in this time, and enters the result in the log. Must
  /// not be called inside a transaction.
  ///
  /// @param back at most 400 days
  /// @throws AuditorsOnly if the reader is no auditor now
  public CompletenessCheck check(Actor reader, Duration back) {
    mustBeAuditor(reader);
    tallies.forEach(ServedTally::writeAll);
    var now = clock.instant();
    var longest = Duration.ofDays(400);
    var since = now.minus(back.compareTo(longest) > 0 ? longest : back);
    var check = compare(since, now.plus(SETTLED), now);
    transaction.executeWithoutResult(_ -> {
      checks.add(check, null);
      log.append(entry(check).personal("act", reader.person().toString()));
    });
    return told(check);
  }

  /// The newest checks, newest first.
  ///
  /// @throws AuditorsOnly if the reader is no auditor now
  public List<CompletenessCheck> newest(Actor reader, int limit) {
    mustBeAuditor(reader);
    return checks.newest(Math.clamp(limit, 1, 100));
  }

  private void mustBeAuditor(Actor reader) {
    if (present.of(reader).filter(now -> now.is(Role.AUDITOR)).isEmpty()) {
      throw new AuditorsOnly();
    }
  }

  @Scheduled(initialDelayString = "PT10M", fixedDelayString = "PT10M")
  void everyNight() {
    var now = clock.instant().atZone(sharing.timeZone());
    if (!now.toLocalTime().isBefore(NIGHT)) {
      night(now.toLocalDate());
    }
  }

  /// Compares what was written since the check of the night before, unless this night has its check
  /// already.
  Optional<CompletenessCheck> night(LocalDate night) {
    if (checks.hasNight(night)) {
      return Optional.empty();
    }
    var now = clock.instant();
    var since = checks.nightsUntil().map(until -> until.minus(OVERLAP)).orElse(Instant.EPOCH);
    var check = compare(since, now.minus(SETTLED), now);
    var first =
        Objects.requireNonNull(
            transaction.execute(_ -> {
              var added = checks.add(check, night);
              if (added) {
                log.append(entry(check));
              }
              return added;
            }));
    return first ? Optional.of(told(check)) : Optional.empty();
  }

  private CompletenessCheck told(CompletenessCheck check) {
    unaccounted = check.count();
    if (!check.isComplete()) {
      LOG.error(
          "{} uses of cameras that were served are not in the audit log as they should be",
          check.count());
    }
    return check;
  }

  private static AuditEvent entry(CompletenessCheck check) {
    return AuditEvent.of("audit.completeness", check.isComplete() ? Outcome.DONE : Outcome.FAILED)
        .plain("since", check.since().toString())
        .plain("until", check.until().toString())
        .plain("permits", check.permits())
        .plain("bytes", check.bytes())
        .plain("findings", check.count());
  }

  private CompletenessCheck compare(Instant since, Instant until, Instant now) {
    // Before the log is read: what is not open here and has ended is closed in what is read then.
    var underWay = open.permits();
    var findings = new ArrayList<Finding>();
    var permits = 0L;
    var bytes = 0L;
    for (var book : books) {
      var after = new UUID(0, 0);
      for (var rows = book.sums(since, until, after, BATCH);
          !rows.isEmpty();
          rows = book.sums(since, until, after, BATCH)) {
        after = rows.getLast().permit();
        permits += rows.stream().map(ServedBook.Row::permit).distinct().count();
        bytes += rows.stream().mapToLong(ServedBook.Row::bytes).sum();
        compare(rows, underWay, now, findings);
      }
    }
    return new CompletenessCheck(
        UUID.randomUUID(),
        now,
        since,
        until,
        permits,
        bytes,
        findings.size(),
        findings.stream().limit(MOST).toList());
  }

  private void compare(
      List<ServedBook.Row> rows, Set<UUID> underWay, Instant now, List<Finding> findings) {
    var asked = rows.stream().map(row -> row.permit().toString()).distinct().toList();
    var entries =
        trail.ofPermits(asked).stream().collect(Collectors.groupingBy(PermitEntry::permit));
    for (var row : rows) {
      var known = entries.getOrDefault(row.permit().toString(), List.of());
      var kind = wrong(row, known, underWay, now);
      if (kind != null) {
        findings.add(
            new Finding(
                kind,
                row.what(),
                row.permit(),
                row.camera(),
                row.firstAt(),
                row.lastAt(),
                row.bytes()));
      }
    }
  }

  private static Finding.@Nullable Kind wrong(
      ServedBook.Row row, List<PermitEntry> entries, Set<UUID> underWay, Instant now) {
    var opening =
        entries.stream()
            .filter(entry -> entry.outcome() == Outcome.ALLOW)
            .filter(entry -> entry.event().equals(OPENED_BY.get(row.what())))
            .findFirst();
    if (opening.isEmpty()) {
      return Finding.Kind.NO_ENTRY;
    }
    var camera = opening.get().camera();
    if (camera != null && !camera.equals(row.camera().toString())) {
      return Finding.Kind.OTHER_CAMERA;
    }
    var closing = CLOSED_BY.get(row.what());
    if (closing == null) {
      return null;
    }
    var close = entries.stream().filter(entry -> entry.event().equals(closing)).findFirst();
    if (close.isEmpty()) {
      var over = row.lastAt().isBefore(now.minus(ENDED)) && !underWay.contains(row.permit());
      return over ? Finding.Kind.NO_CLOSE : null;
    }
    // Of a program that died only what it had written down last is known.
    var said = close.get().bytes();
    var died = "PROGRAM_DIED".equals(close.get().reason());
    return !died && said != null && row.bytes() > said + SLACK ? Finding.Kind.MORE_THAN_SAID : null;
  }
}
