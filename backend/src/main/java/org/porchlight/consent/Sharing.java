package org.porchlight.consent;

import java.time.Clock;
import java.time.ZoneId;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.porchlight.audit.AuditEvent;
import org.porchlight.audit.AuditLog;
import org.porchlight.audit.Outcome;
import org.porchlight.identity.Actor;
import org.porchlight.identity.PersonId;
import org.porchlight.registry.Camera;
import org.porchlight.registry.CameraConnections;
import org.porchlight.registry.CameraDeleted;
import org.porchlight.registry.CameraId;
import org.porchlight.registry.CameraNotFound;
import org.porchlight.registry.OwnerCameras;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/// What is allowed with each camera, and what its owner can do about it. See
/// docs/decisions/0011-consent-is-append-only.md.
@Service
@Transactional
public class Sharing {

  private final JdbcConsents consents;
  private final OwnerCameras cameras;
  private final CameraConnections connections;
  private final ConsentSettings settings;
  private final AuditLog log;
  private final ApplicationEventPublisher events;
  private final Clock clock;

  Sharing(
      JdbcConsents consents,
      OwnerCameras cameras,
      CameraConnections connections,
      ConsentSettings settings,
      AuditLog log,
      ApplicationEventPublisher events,
      Clock clock) {
    this.consents = consents;
    this.cameras = cameras;
    this.connections = connections;
    this.settings = settings;
    this.log = log;
    this.events = events;
    this.clock = clock;
  }

  /// The consent in force.
  @Transactional(readOnly = true)
  public Optional<Consent> current(CameraId camera) {
    return consents.current(camera);
  }

  /// The consents in force of these cameras; cameras without one are absent.
  @Transactional(readOnly = true)
  public Map<CameraId, Consent> currentOf(Collection<CameraId> ids) {
    return consents.currentOf(ids).stream()
        .collect(Collectors.toMap(Consent::camera, Function.identity()));
  }

  /// The consents by which a camera may be pulled before anybody asks for it: at level ALWAYS, and
  /// during incidents where the owner switched the pre-event buffer on. Not those switched off; the
  /// weekly schedule is for the caller to keep.
  @Transactional(readOnly = true)
  public List<Consent> pulledUnasked() {
    return consents.pulledUnasked();
  }

  /// The clock by which weekly schedules are meant.
  public ZoneId timeZone() {
    return settings.timeZone();
  }

  /// Adds a version with new terms. At level REGISTERED the stream address and login are deleted.
  ///
  /// @throws CameraNotFound if it is not the person's own
  public ConsentAnswer give(Actor owner, CameraId id, Terms terms) {
    var camera = own(owner, id);
    var errors = TermsCheck.errors(terms, camera.ownership());
    if (!errors.isEmpty()) {
      return new ConsentAnswer.Invalid(errors);
    }
    var before = consents.currentToChange(id);
    if (before.isPresent() && before.get().terms().equals(terms)) {
      return new ConsentAnswer.Given(before.get());
    }
    if (terms.level() == Level.REGISTERED) {
      connections.forget(owner, id);
    }
    var off = before.map(Consent::off).orElse(false);
    return new ConsentAnswer.Given(add(owner, before, id, terms, off, "consent.given"));
  }

  /// Switches sharing off. Open views of the camera end within a second, and no new one starts.
  /// Doing it twice is harmless.
  ///
  /// @return the consent in force
  /// @throws CameraNotFound if it is not the person's own
  public Consent off(Actor owner, CameraId id) {
    return turn(owner, id, true);
  }

  /// Switches sharing on again, with the terms as they were.
  ///
  /// @return the consent in force
  /// @throws CameraNotFound if it is not the person's own
  public Consent on(Actor owner, CameraId id) {
    return turn(owner, id, false);
  }

  /// Switches all cameras of this owner off.
  ///
  /// @return how many were on
  public int offEverything(Actor owner) {
    var count = 0;
    // In the order of their ids, so that two of these never wait for each other.
    var ids =
        cameras.of(owner).stream().map(Camera::id).sorted(Comparator.comparing(CameraId::value));
    for (var id : ids.toList()) {
      var before = consents.currentToChange(id);
      if (before.isPresent() && !before.get().off()) {
        add(owner, before, id, before.get().terms(), true, "consent.off");
        count++;
      }
    }
    return count;
  }

  /// Every version, newest first.
  ///
  /// @throws CameraNotFound if it is not the person's own
  @Transactional(readOnly = true)
  public List<Consent> history(Actor owner, CameraId id) {
    own(owner, id);
    return consents.history(id);
  }

  /// The first consent of a camera that was registered in this transaction.
  @Transactional(propagation = Propagation.MANDATORY)
  Consent first(Actor owner, CameraId id, Terms terms) {
    return add(owner, Optional.empty(), id, terms, false, "consent.given");
  }

  /// The same for many that were registered in this transaction. Nobody is told of a change: they
  /// have no stream, and nothing of them can be open.
  @Transactional(propagation = Propagation.MANDATORY)
  void firstOfMany(Actor owner, List<CameraId> ids, Terms terms) {
    var first = ids.stream().map(id -> consent(0, id, terms, false, owner.person())).toList();
    consents.addAll(first);
    log.appendForNew(first.stream().map(one -> entry(owner, one, "consent.given")).toList());
  }

  /// A deleted camera is switched off for good, in the transaction that deletes it.
  @EventListener
  @Transactional(propagation = Propagation.MANDATORY)
  void whenDeleted(CameraDeleted deleted) {
    consents
        .currentToChange(deleted.camera())
        .filter(before -> !before.off())
        .ifPresent(before ->
            write(before.version(), deleted.camera(), before.terms(), true, deleted.by()));
  }

  private Consent turn(Actor owner, CameraId id, boolean off) {
    own(owner, id);
    var before = consents.currentToChange(id);
    var now = before.orElseThrow(() -> new CameraNotFound(id));
    return now.off() == off
        ? now
        : add(owner, before, id, now.terms(), off, off ? "consent.off" : "consent.on");
  }

  private Consent add(
      Actor owner, Optional<Consent> before, CameraId id, Terms terms, boolean off, String event) {
    var consent = write(before.map(Consent::version).orElse(0), id, terms, off, owner.person());
    log.append(entry(owner, consent, event));
    return consent;
  }

  private static AuditEvent entry(Actor owner, Consent consent, String event) {
    return AuditEvent.of(event, Outcome.DONE)
        .camera(consent.camera().toString())
        .basis("CONSENT:v" + consent.version())
        .personal("act", owner.person().toString())
        .personal("org", owner.organisation().toString())
        .personal("src", owner.source())
        .plain("level", consent.terms().level().name())
        .plain("off", consent.off());
  }

  private Consent write(int versionBefore, CameraId id, Terms terms, boolean off, PersonId by) {
    var consent = consent(versionBefore, id, terms, off, by);
    consents.addAll(List.of(consent));
    events.publishEvent(new ConsentChanged(id, consent.version(), consent.at()));
    return consent;
  }

  private Consent consent(int versionBefore, CameraId id, Terms terms, boolean off, PersonId by) {
    return new Consent(
        id,
        versionBefore + 1,
        terms,
        off,
        by,
        clock.instant(),
        ConsentText.of(terms.textVersion(), terms.level(), terms.language()).hash());
  }

  private Camera own(Actor owner, CameraId id) {
    return cameras.find(owner, id).orElseThrow(() -> new CameraNotFound(id));
  }
}
