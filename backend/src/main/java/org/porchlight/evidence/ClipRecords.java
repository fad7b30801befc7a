package org.porchlight.evidence;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Collectors;
import org.porchlight.access.Permit;
import org.porchlight.audit.AuditEvent;
import org.porchlight.audit.AuditLog;
import org.porchlight.audit.Outcome;
import org.porchlight.feeds.Window;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Every step in the life of a clip: row, custody and audit entry in one transaction. Each step is
/// taken once, however often it is asked for.
@Component
class ClipRecords {

  private final JdbcClips clips;
  private final AuditLog log;
  private final ApplicationEventPublisher events;
  private final TransactionTemplate transaction;
  private final Clock clock;

  ClipRecords(
      JdbcClips clips,
      AuditLog log,
      ApplicationEventPublisher events,
      TransactionTemplate transaction,
      Clock clock) {
    this.clips = clips;
    this.log = log;
    this.events = events;
    this.transaction = transaction;
    this.clock = clock;
  }

  /// @param parts what was asked for together
  void begin(List<Clips.Part> parts, Permit permit, UUID spool) {
    var request = parts.getFirst().id().value();
    var now = clock.instant();
    transaction.executeWithoutResult(_ -> {
      for (var part : parts) {
        begin(part.id(), permit, spool, request, part.about(), now);
      }
    });
  }

  /// Somebody asked, and there was nothing.
  void nothing(Permit permit, UUID spool, Window.Span asked) {
    var id = ClipId.random();
    var about = new Manifest.About(permit.camera(), asked.from(), asked.to(), 1, 1);
    transaction.executeWithoutResult(_ -> {
      begin(id, permit, spool, id.value(), about, clock.instant());
      failed(id, "NOTHING_TO_CUT");
    });
  }

  private void begin(
      ClipId id, Permit permit, UUID spool, UUID request, Manifest.About about, Instant now) {
    // Not the clip's id, which is in alerts and addresses: a name in the store leads nowhere.
    var key = "clips/" + UUID.randomUUID() + ".mp4";
    clips.begin(id, permit, spool, key, request, about, now);
    var note = about.parts() == 1 ? "" : ", part %d of %d".formatted(about.part(), about.parts());
    clips.handled(id, now, "ASKED", permit.who().person(), "permit " + permit.id() + note);
  }

  void spooled(ClipId id, Spool.Kept kept) {
    transaction.executeWithoutResult(_ -> {
      if (clips.spooled(id, kept)) {
        var manifest = kept.manifest();
        clips.handled(
            id,
            clock.instant(),
            "CUT",
            null,
            "sha256 " + manifest.sha256() + ", manifest sha256 " + kept.manifestSha256());
        var length = Duration.between(manifest.from(), manifest.to());
        log.append(
            entry(id, "camera.clip.cut", Outcome.DONE)
                .plain("bytes", manifest.bytes())
                .plain("dur_ms", length.toMillis())
                .plain("manifest", kept.manifestSha256()));
      }
    });
  }

  void failed(ClipId id, String why) {
    transaction.executeWithoutResult(_ -> {
      if (clips.failed(id, why)) {
        clips.handled(id, clock.instant(), "FAILED", null, why);
        log.append(entry(id, "camera.clip.failed", Outcome.FAILED).plain("reason", why));
      }
    });
  }

  void stored(ClipId id) {
    transaction.executeWithoutResult(_ -> {
      var now = clock.instant();
      if (clips.stored(id, now)) {
        var clip = clips.find(id).orElseThrow();
        clips.handled(id, now, "STORED", null, "read back, sha256 " + clip.sha256());
        log.append(entry(id, "camera.clip.stored", Outcome.DONE).plain("bytes", clip.bytes()));
        events.publishEvent(new ClipStored(id, clip.camera(), now));
      }
    });
  }

  void postponed(ClipId id, int attempts, Duration pause, String error) {
    transaction.executeWithoutResult(
        _ -> clips.postponed(id, attempts, clock.instant().plus(pause), error));
  }

  void played(Clip clip, Permit permit, Playback playback) {
    var kinds =
        playback.derivations().stream()
            .map(kind -> kind.name().toLowerCase(Locale.ROOT))
            .collect(Collectors.joining(" and "));
    var what = kinds.isEmpty() ? "" : ", " + kinds + " copy sha256 " + playback.sha256();
    transaction.executeWithoutResult(_ ->
        clips.handled(
            clip.id(),
            clock.instant(),
            "PLAYED",
            permit.who().person(),
            "permit " + permit.id() + what));
  }

  /// Names the permit, by which the ledger knows that it belongs to the decision.
  private AuditEvent entry(ClipId id, String event, Outcome outcome) {
    var asked = clips.asked(id);
    return AuditEvent.of(event, outcome)
        .purpose(asked.purpose())
        .camera(asked.camera().toString())
        .personal("permit", asked.permit().toString())
        .personal("clip", id.toString())
        .personal("act", asked.by().toString())
        .personal("inc", asked.incident() == null ? null : asked.incident().toString());
  }
}
