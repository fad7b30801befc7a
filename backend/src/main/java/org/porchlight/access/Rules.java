package org.porchlight.access;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.porchlight.access.Verdict.MayNot;
import org.porchlight.access.Verdict.MayOpen;
import org.porchlight.consent.Consent;
import org.porchlight.consent.ConsentText;
import org.porchlight.consent.Level;
import org.porchlight.consent.Terms;
import org.porchlight.identity.Actor;
import org.porchlight.identity.OrganisationId;
import org.porchlight.identity.Role;
import org.porchlight.incidents.Incident;
import org.porchlight.registry.Camera;

/// The decision: may this person use this camera, in this way, for this purpose, now. A function of
/// what it is given, and of nothing else. See docs/decisions/0010-access-is-one-pure-function.md.
///
/// Person before purpose before camera before consent before incident: nobody learns anything about
/// a camera who may not view at all.
final class Rules {

  /// CJIS IA-11: authentication holds for at most this long.
  static final Duration SECOND_FACTOR_HOLDS = Duration.ofHours(12);

  /// A second factor that was shown for what is asked now.
  static final Duration FRESH = Duration.ofMinutes(5);

  /// A second factor may seem this far in the future, for clocks of two machines never agree.
  static final Duration CLOCKS_DIFFER = Duration.ofMinutes(1);

  private static final List<Role> MAY_VIEW = List.of(Role.OPERATOR, Role.OFFICER, Role.SUPERVISOR);
  private static final List<Role> NEVER_VIEW =
      List.of(Role.ADMINISTRATOR, Role.AUDITOR, Role.MACHINE);

  private static final Set<Use> LOOKS_BACK = Set.of(Use.REPLAY, Use.PLAYBACK, Use.THUMBNAIL);

  /// What the terms of a consent alone say against a look.
  private static final Set<Reason> OF_TERMS =
      EnumSet.of(
          Reason.ON_REQUEST_ONLY,
          Reason.OUTSIDE_SCHEDULE,
          Reason.NO_INCIDENT,
          Reason.INCIDENT_CLOSED,
          Reason.INCIDENT_NOT_CONFIRMED,
          Reason.INCIDENT_TOO_FAR,
          Reason.INCIDENT_NOT_URGENT_ENOUGH);

  private Rules() {}

  static Verdict decide(Situation at) {
    var who = at.who();
    if (who == null) {
      return new MayNot(Reason.PERSON_NOT_PRESENT);
    }
    var unfit = againstPerson(who, at.use(), at.now());
    if (unfit != null) {
      return new MayNot(unfit);
    }
    if (at.purpose() == null) {
      return new MayNot(Reason.PURPOSE_UNKNOWN);
    }
    return at.use() == Use.PLAYBACK || at.use() == Use.THUMBNAIL
        ? playback(at, who.organisation())
        : camera(at, who.organisation());
  }

  /// Why a person may not see which cameras are near an incident.
  static Optional<Reason> againstLookingAround(
      @Nullable Actor who, @Nullable Incident incident, Instant now) {
    if (who == null) {
      return Optional.of(Reason.PERSON_NOT_PRESENT);
    }
    var unfit = againstPerson(who, Use.LIVE, now);
    if (unfit != null) {
      return Optional.of(unfit);
    }
    if (incident == null || !incident.agency().equals(who.organisation())) {
      return Optional.of(Reason.INCIDENT_UNKNOWN);
    }
    return Optional.ofNullable(againstIncident(incident, now));
  }

  /// Whether a camera may be recorded, whoever asks. What is recorded for an incident ends with it,
  /// also where the camera is shared always.
  static Verdict record(Situation at, OrganisationId agency) {
    var verdict = camera(at, agency);
    var incident = at.incident();
    if (incident == null || verdict instanceof MayNot) {
      return verdict;
    }
    var unusable = againstIncident(incident, at.now());
    return unusable == null ? verdict : new MayNot(unusable);
  }

  /// Whether this person may look through cameras at all.
  static boolean mayView(Actor who, Instant now) {
    return againstPerson(who, Use.LIVE, now) == null;
  }

  private static @Nullable Reason againstPerson(Actor who, Use use, Instant now) {
    if (NEVER_VIEW.stream().anyMatch(who::is)) {
      return Reason.ROLE_NEVER_VIEWS;
    }
    if (MAY_VIEW.stream().noneMatch(who::is)) {
      return Reason.ROLE_MAY_NOT_VIEW;
    }
    // Housing staff never look at what tenants did, whatever other hat they wear.
    if (LOOKS_BACK.contains(use) && who.is(Role.HOUSING_MANAGER)) {
      return Reason.ROLE_MAY_NOT_VIEW;
    }
    var shown = who.secondFactorAt();
    if (shown == null) {
      return Reason.SECOND_FACTOR_MISSING;
    }
    var age = Duration.between(shown, now);
    return age.compareTo(SECOND_FACTOR_HOLDS) > 0 || age.compareTo(CLOCKS_DIFFER.negated()) < 0
        ? Reason.SECOND_FACTOR_TOO_OLD
        : null;
  }

  /// Footage that is evidence already does not ask the owner again; it belongs to the agency whose
  /// incident, or whose camera, it was.
  private static Verdict playback(Situation at, OrganisationId agency) {
    var incident = at.incident();
    if (at.incidentNamed()) {
      return incident != null && incident.agency().equals(agency)
          ? new MayOpen(new Ground.Evidence(incident.id()))
          : new MayNot(Reason.INCIDENT_UNKNOWN);
    }
    var camera = at.camera();
    if (camera == null || !camera.proved()) {
      return new MayNot(Reason.CAMERA_UNKNOWN);
    }
    return isOf(agency, camera)
        ? new MayOpen(new Ground.Evidence(null))
        : new MayNot(Reason.OTHER_AGENCY);
  }

  private static Verdict camera(Situation at, OrganisationId agency) {
    var camera = at.camera();
    if (camera == null || !camera.proved()) {
      return new MayNot(Reason.CAMERA_UNKNOWN);
    }
    if (!isOf(agency, camera)) {
      return new MayNot(Reason.OTHER_AGENCY);
    }
    var incident = at.incident();
    if (at.incidentNamed() && (incident == null || !incident.agency().equals(agency))) {
      return new MayNot(Reason.INCIDENT_UNKNOWN);
    }
    var consent = at.consent();
    if (consent == null) {
      return new MayNot(Reason.NO_CONSENT);
    }
    if (consent.off()) {
      return new MayNot(Reason.SWITCHED_OFF);
    }
    var byTerms =
        switch (consent.terms().level()) {
          case REGISTERED -> new MayNot(Reason.REGISTERED_ONLY);
          case ON_REQUEST -> new MayNot(Reason.ON_REQUEST_ONLY);
          case DURING_INCIDENTS -> duringIncident(at, camera, consent, incident);
          case ALWAYS -> always(at, camera, consent);
        };
    return switch (byTerms) {
      case MayOpen yes -> yes;
      case MayNot no -> besidesTerms(at, consent).<Verdict>map(MayOpen::new).orElse(no);
    };
  }

  /// What opens a camera although its terms do not: never one that is switched off, and never one
  /// that is only registered.
  private static Optional<Ground> besidesTerms(Situation at, Consent consent) {
    var level = consent.terms().level();
    var alarm = at.besides().alarm();
    if (alarm != null && alarm.isOnAt(at.now()) && alarmOpens(level)) {
      return Optional.of(new Ground.Alarm(alarm.id()));
    }
    var override = at.besides().override();
    var who = at.who();
    // A recording goes on without a person, and an override is one person's.
    return override != null
            && who != null
            && at.use() != Use.RECORD
            && override.person().equals(who.person())
            && override.isOnAt(at.now())
            && overrideOpens(consent.terms())
        ? Optional.of(new Ground.Exigent(override.id()))
        : Optional.empty();
  }

  /// Why somebody may not set aside what the owner allows, in an emergency.
  static Optional<Reason> againstOverriding(
      @Nullable Actor who,
      @Nullable Camera camera,
      @Nullable Consent consent,
      boolean suspended,
      Instant now) {
    if (who == null) {
      return Optional.of(Reason.PERSON_NOT_PRESENT);
    }
    var unfit = againstPerson(who, Use.LIVE, now);
    if (unfit != null) {
      return Optional.of(unfit);
    }
    var shown = Objects.requireNonNull(who.secondFactorAt());
    if (Duration.between(shown, now).compareTo(FRESH) > 0) {
      return Optional.of(Reason.SECOND_FACTOR_NOT_FRESH);
    }
    if (suspended) {
      return Optional.of(Reason.OVERRIDE_SUSPENDED);
    }
    if (camera == null || !camera.proved()) {
      return Optional.of(Reason.CAMERA_UNKNOWN);
    }
    if (!isOf(who.organisation(), camera)) {
      return Optional.of(Reason.OTHER_AGENCY);
    }
    if (consent == null) {
      return Optional.of(Reason.NO_CONSENT);
    }
    if (consent.off()) {
      return Optional.of(Reason.SWITCHED_OFF);
    }
    if (consent.terms().level() == Level.REGISTERED) {
      return Optional.of(Reason.REGISTERED_ONLY);
    }
    return overrideOpens(consent.terms())
        ? Optional.empty()
        : Optional.of(Reason.EMERGENCY_NOT_AGREED);
  }

  /// Only where the words that the owner agreed to say so.
  private static boolean overrideOpens(Terms terms) {
    return switch (terms.level()) {
      case REGISTERED -> false;
      case ON_REQUEST, DURING_INCIDENTS, ALWAYS ->
          ConsentText.namesEmergencies(terms.textVersion());
    };
  }

  /// Whether an override could open what this is the refusal of.
  static boolean overrideHelps(Reason refusal) {
    return OF_TERMS.contains(refusal);
  }

  /// Why a look ends that rested on this ground: what its terms say is not what it rested on where
  /// something besides them had opened the camera.
  static Reason ends(Ground ground, Reason against) {
    return switch (ground) {
      case Ground.Alarm _, Ground.Exigent _ ->
          OF_TERMS.contains(against) ? Reason.GROUND_ENDED : against;
      case Ground.OpenIncident _,
          Ground.StandingConsent _,
          Ground.AgencyPolicy _,
          Ground.Evidence _ ->
          against;
    };
  }

  /// Whether an owner's alarm opens a camera that is shared like this: hours, radius and priority
  /// do not matter then, because the owner decides it now.
  static boolean alarmOpens(Level level) {
    return switch (level) {
      case REGISTERED, ON_REQUEST -> false;
      case DURING_INCIDENTS, ALWAYS -> true;
    };
  }

  private static Verdict always(Situation at, Camera camera, Consent consent) {
    if (!consent.terms().schedule().holds(at.now(), at.zone())) {
      return new MayNot(Reason.OUTSIDE_SCHEDULE);
    }
    return new MayOpen(
        switch (camera.ownership()) {
          case POLICE -> new Ground.AgencyPolicy();
          case PRIVATE -> new Ground.StandingConsent();
        });
  }

  private static Verdict duringIncident(
      Situation at, Camera camera, Consent consent, @Nullable Incident incident) {
    var terms = consent.terms();
    if (!terms.schedule().holds(at.now(), at.zone())) {
      return new MayNot(Reason.OUTSIDE_SCHEDULE);
    }
    if (incident == null) {
      return new MayNot(Reason.NO_INCIDENT);
    }
    var unusable = againstIncident(incident, at.now());
    if (unusable != null) {
      return new MayNot(unusable);
    }
    if (camera.place().metresTo(incident.place()) > terms.radiusMetres()) {
      return new MayNot(Reason.INCIDENT_TOO_FAR);
    }
    if (incident.priority() > terms.lowestPriority()) {
      return new MayNot(Reason.INCIDENT_NOT_URGENT_ENOUGH);
    }
    return new MayOpen(new Ground.OpenIncident(incident.id()));
  }

  /// How far back what was filmed may be seen: to the incident or the alarm, and as many seconds
  /// before it as the owner has switched on.
  static @Nullable Instant reachesBackTo(Ground ground, Situation at) {
    return switch (ground) {
      case Ground.OpenIncident _ -> {
        var incident = Objects.requireNonNull(at.incident());
        var consent = Objects.requireNonNull(at.consent());
        yield incident.openedAt().minusSeconds(consent.terms().preEventSeconds());
      }
      case Ground.Alarm _ -> {
        var alarm = Objects.requireNonNull(at.besides().alarm());
        var consent = Objects.requireNonNull(at.consent());
        yield alarm.pressedAt().minusSeconds(consent.terms().preEventSeconds());
      }
      case Ground.Exigent _ -> Objects.requireNonNull(at.besides().override()).askedAt();
      case Ground.StandingConsent _, Ground.AgencyPolicy _, Ground.Evidence _ -> null;
    };
  }

  private static @Nullable Reason againstIncident(Incident incident, Instant now) {
    if (!incident.isOpen()) {
      return Reason.INCIDENT_CLOSED;
    }
    return incident.opensCamerasAt(now) ? null : Reason.INCIDENT_NOT_CONFIRMED;
  }

  /// A private camera belongs to the agency in whose jurisdiction it stands, a police camera to the
  /// agency that owns it.
  static boolean isOf(OrganisationId agency, Camera camera) {
    return switch (camera.ownership()) {
      case PRIVATE -> Objects.equals(camera.agency(), agency);
      case POLICE -> camera.organisation().equals(agency);
    };
  }
}
