package org.porchlight.registry;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.porchlight.audit.AuditLog;
import org.porchlight.audit.Outcome;
import org.porchlight.identity.Actor;
import org.porchlight.identity.Role;
import org.porchlight.kernel.FieldError;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// What owners see of and do with their own cameras. To pause a camera is to switch its sharing
/// off: see `consent.Sharing`.
@Service
@Transactional
public class OwnerCameras {

  private static final int MOST_OF_ORGANISATION = 2_000;

  private final JdbcCameras cameras;
  private final JdbcSites sites;
  private final Registration registration;
  private final AuditLog log;
  private final ApplicationEventPublisher events;
  private final Clock clock;

  OwnerCameras(
      JdbcCameras cameras,
      JdbcSites sites,
      Registration registration,
      AuditLog log,
      ApplicationEventPublisher events,
      Clock clock) {
    this.cameras = cameras;
    this.sites = sites;
    this.registration = registration;
    this.log = log;
    this.events = events;
    this.clock = clock;
  }

  /// The person's own cameras by name.
  @Transactional(readOnly = true)
  public List<Camera> of(Actor owner) {
    return cameras.ofOwner(owner.person());
  }

  /// The cameras of the organisation of a housing manager, whoever of the staff registered them, by
  /// name, at most 2,000. Empty for everybody else.
  @Transactional(readOnly = true)
  public List<Camera> ofOrganisation(Actor staff) {
    return staff.is(Role.HOUSING_MANAGER)
        ? cameras.ofOrganisation(staff.organisation(), MOST_OF_ORGANISATION)
        : List.of();
  }

  /// Empty for a camera of somebody else, as for one that does not exist.
  @Transactional(readOnly = true)
  public Optional<Camera> find(Actor owner, CameraId camera) {
    return cameras.find(camera).filter(found -> found.owner().equals(owner.person()));
  }

  /// The person's own sites by address.
  @Transactional(readOnly = true)
  public List<Site> sitesOf(Actor owner) {
    return sites.ofOwner(owner.person());
  }

  /// Changes a camera; a changed place is routed anew. Where the proof of its site does not speak
  /// for the new place, police do not see it until that is proved.
  ///
  /// @throws CameraNotFound if it is not the person's own
  public EditAnswer edit(Actor owner, CameraId id, CameraEdit edit) {
    var camera = own(owner, id);
    if (camera.version() != edit.version()) {
      return new EditAnswer.Outdated(camera);
    }
    var errors = errors(camera, edit);
    if (!errors.isEmpty()) {
      return new EditAnswer.Invalid(errors);
    }
    var place = edit.place() == null ? camera.place() : edit.place();
    var moved = !place.equals(camera.place());
    var site = sites.find(camera.site()).orElseThrow(() -> new CameraNotFound(id));
    if (moved) {
      site = registration.siteAt(owner, site, place);
    }
    var changed =
        new Camera(
            id,
            site.id(),
            camera.owner(),
            camera.organisation(),
            edit.name().strip(),
            place,
            edit.view(),
            edit.sees(),
            camera.ownership(),
            Objects.requireNonNull(edit.overwriteDays()),
            camera.connected(),
            site.proof() instanceof SiteProof.Proved,
            moved ? registration.agency(owner, camera.ownership(), place) : camera.agency(),
            camera.version() + 1);
    if (!cameras.change(changed, camera.version())) {
      return new EditAnswer.Outdated(own(owner, id));
    }
    log.append(
        Entries.by(owner, "camera.changed", Outcome.DONE)
            .camera(id.toString())
            .plain("moved", moved));
    if (!site.id().equals(camera.site())) {
      sites.deleteIfEmpty(camera.site());
      events.publishEvent(new SiteProofChanged(site.id(), changed.proved(), clock.instant()));
    }
    return new EditAnswer.Changed(changed);
  }

  /// Deletes the camera, its sealed connection and, with its last camera, the site. What the log
  /// holds are commitments.
  ///
  /// @throws CameraNotFound if it is not the person's own
  public void delete(Actor owner, CameraId id) {
    var camera = own(owner, id);
    log.append(Entries.by(owner, "camera.deleted", Outcome.DONE).camera(id.toString()));
    cameras.delete(id);
    sites.deleteIfEmpty(camera.site());
    events.publishEvent(new CameraDeleted(id, owner.person(), clock.instant()));
  }

  private Camera own(Actor owner, CameraId id) {
    return cameras
        .findToChange(id)
        .filter(found -> found.owner().equals(owner.person()))
        .orElseThrow(() -> new CameraNotFound(id));
  }

  private List<FieldError> errors(Camera camera, CameraEdit edit) {
    var errors = new ArrayList<FieldError>();
    if (edit.name().isBlank()) {
      errors.add(FieldError.of("name", "registration.name.missing"));
    }
    Fields.checkName(edit.name(), errors);
    Fields.checkSees(edit.sees(), errors);
    Fields.checkOverwriteDays(edit.overwriteDays(), errors);
    var place = edit.place();
    var site = sites.find(camera.site());
    if (place != null
        && site.isPresent()
        && site.get().place().metresTo(place) > Registration.FARTHEST_FROM_SITE) {
      errors.add(Fields.tooFarFromSite());
    }
    return errors;
  }
}
