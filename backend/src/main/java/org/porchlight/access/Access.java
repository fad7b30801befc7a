package org.porchlight.access;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.porchlight.audit.AuditEvent;
import org.porchlight.audit.AuditLog;
import org.porchlight.audit.Outcome;
import org.porchlight.consent.Consent;
import org.porchlight.consent.Sharing;
import org.porchlight.identity.Actor;
import org.porchlight.identity.Present;
import org.porchlight.incidents.Incident;
import org.porchlight.incidents.IncidentId;
import org.porchlight.incidents.Incidents;
import org.porchlight.kernel.OutsideTransactions;
import org.porchlight.registry.Camera;
import org.porchlight.registry.CameraId;
import org.porchlight.registry.PoliceRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;

/// Answers every request to look through a camera.
@Service
public class Access {

  private static final Logger LOG = LoggerFactory.getLogger(Access.class);

  private final Present present;
  private final PoliceRegistry cameras;
  private final Sharing sharing;
  private final Incidents incidents;
  private final JdbcBesides besides;
  private final AuditLog log;
  private final TransactionOperations transaction;
  private final Clock clock;

  Access(
      Present present,
      PoliceRegistry cameras,
      Sharing sharing,
      Incidents incidents,
      JdbcBesides besides,
      AuditLog log,
      TransactionOperations transaction,
      Clock clock) {
    this.present = present;
    this.cameras = cameras;
    this.sharing = sharing;
    this.incidents = incidents;
    this.besides = besides;
    this.log = log;
    this.transaction = transaction;
    this.clock = clock;
  }

  /// Decides, and commits the audit row in a transaction of its own before it answers. If the row
  /// cannot be written this throws, and there is no permit.
  ///
  /// A permit for [Use#PLAYBACK] says that footage of this camera, taken in this incident, may be
  /// played; whoever plays it checks that the clip is of both.
  ///
  /// @param purposeCode a [Purpose#code]; any other text is refused, and logged
  /// @throws IllegalStateException inside a transaction, where a permit would be out before its row
  ///   has committed
  public Decision ask(
      Actor who, CameraId camera, Use use, String purposeCode, @Nullable IncidentId incident) {
    OutsideTransactions.require("An access decision");
    return Objects.requireNonNull(
        transaction.execute(_ -> decide(who, camera, use, purposeCode, incident)));
  }

  /// Takes the decision again, now. Reads only, writes no audit row, and says no when it cannot
  /// read.
  public Standing judge(Permit permit) {
    try {
      var situation =
          read(
              permit.who(),
              permit.camera(),
              permit.use(),
              permit.purpose(),
              permit.incident().orElse(null),
              clock.instant());
      return switch (Rules.decide(situation)) {
        case Verdict.MayOpen(var ground) when ground.equals(permit.ground()) ->
            new Standing.Holds();
        case Verdict.MayOpen _ -> new Standing.Ended(Reason.GROUND_CHANGED);
        case Verdict.MayNot(var reason) -> new Standing.Ended(Rules.ends(permit.ground(), reason));
      };
    } catch (RuntimeException unreadable) {
      LOG.warn("Permit {} cannot be judged and ends", permit.id(), unreadable);
      return new Standing.Ended(Reason.CANNOT_JUDGE);
    }
  }

  /// Records that a live view or a replay ended.
  ///
  /// @param endReason a short code, for example `VIEWER_LEFT` or a [Reason]'s name
  public void close(Permit permit, long durationMillis, long bytes, String endReason) {
    transaction.executeWithoutResult(_ ->
        log.append(
            entry(permit.who(), permit.use().closing(), Outcome.DONE, caseNumber(permit))
                .purpose(permit.purpose().code())
                .basis(basis(permit.ground(), permit.consentVersion().orElse(null)))
                .camera(permit.camera().toString())
                .personal("inc", permit.incident().map(IncidentId::toString).orElse(null))
                .personal("permit", permit.id().toString())
                .plain("dur_ms", durationMillis)
                .plain("bytes", bytes)
                .plain("reason", endReason)));
  }

  private Decision decide(
      Actor who, CameraId id, Use use, String purposeCode, @Nullable IncidentId incidentId) {
    var now = clock.instant();
    var purpose = Purpose.of(purposeCode).orElse(null);
    var situation = read(who, id, use, purpose, incidentId, now);
    var incident = situation.incident();
    var entry =
        entry(who, use.event(), Outcome.DENY, incident == null ? null : incident.number())
            .purpose(purpose == null ? null : purpose.code())
            .personal("inc", incidentId == null ? null : incidentId.toString())
            .plain("mfa_age_s", ageOfSecondFactor(who, now));
    // Numbers of a camera's ledger are not spent on cameras that do not exist.
    entry =
        situation.camera() == null && situation.consent() == null
            ? entry.personal("q", id.toString())
            : entry.camera(id.toString());
    return switch (Rules.decide(situation)) {
      case Verdict.MayNot(var reason) ->
          new Decision.Denied(reason, log.append(entry.plain("reason", reason.name())));
      case Verdict.MayOpen(var ground) -> {
        var consent = situation.consent();
        var version =
            consent == null || ground instanceof Ground.Evidence ? null : consent.version();
        var permit =
            new Permit(
                UUID.randomUUID(),
                who,
                id,
                use,
                Objects.requireNonNull(purpose),
                ground,
                incidentId,
                version,
                now,
                Rules.reachesBackTo(ground, situation));
        var recorded =
            log.append(
                entry
                    .outcome(Outcome.ALLOW)
                    .basis(basis(ground, version))
                    .personal("permit", permit.id().toString()));
        yield new Decision.Allowed(permit, recorded);
      }
    };
  }

  private Situation read(
      Actor who,
      CameraId id,
      Use use,
      @Nullable Purpose purpose,
      @Nullable IncidentId incidentId,
      Instant now) {
    @Nullable Actor asNow = present.of(who).orElse(null);
    @Nullable Camera camera = cameras.find(id).orElse(null);
    @Nullable Consent consent = sharing.current(id).orElse(null);
    @Nullable Incident incident =
        incidentId == null ? null : incidents.find(incidentId).orElse(null);
    return new Situation(
        asNow,
        use,
        purpose,
        camera,
        consent,
        incidentId != null,
        incident,
        besides.of(id, who.person(), now),
        now,
        sharing.timeZone());
  }

  private @Nullable String caseNumber(Permit permit) {
    return permit.incident().flatMap(incidents::find).map(Incident::number).orElse(null);
  }

  private static AuditEvent entry(
      Actor who, String event, Outcome outcome, @Nullable String caseNumber) {
    return AuditEvent.of(event, outcome)
        .personal("act", who.person().toString())
        .personal("org", who.organisation().toString())
        .personal("case", caseNumber)
        .personal("src", who.source());
  }

  /// What everyone may read about the ground: never which incident.
  static String basis(Ground ground, @Nullable Integer consentVersion) {
    return switch (ground) {
      case Ground.OpenIncident _, Ground.StandingConsent _ -> "CONSENT:v" + consentVersion;
      case Ground.Alarm _ -> "OWNER-ALARM";
      case Ground.Exigent _ -> "EXIGENT";
      case Ground.AgencyPolicy _ -> "AGENCY-POLICY";
      case Ground.Evidence _ -> "EVIDENCE";
    };
  }

  static @Nullable Long ageOfSecondFactor(Actor who, Instant now) {
    var at = who.secondFactorAt();
    return at == null ? null : Math.max(0, Duration.between(at, now).toSeconds());
  }
}
