package org.porchlight.registry;

import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.porchlight.audit.AuditEvent;
import org.porchlight.audit.AuditLog;
import org.porchlight.audit.Outcome;
import org.porchlight.identity.Actor;
import org.porchlight.identity.Agencies;
import org.porchlight.identity.Agency;
import org.porchlight.identity.OrganisationId;
import org.porchlight.identity.Role;
import org.porchlight.kernel.FieldError;
import org.porchlight.kernel.Place;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/// Registers cameras, in two steps so that names are resolved outside the transaction. Callers that
/// are not the consent module use `consent.CameraRegistration`, because a camera is registered
/// together with its first consent.
@Service
public class Registration {

  /// A camera stands at most so far from the address that is proved for it.
  static final double FARTHEST_FROM_SITE = 500;

  private final JdbcSites sites;
  private final JdbcCameras cameras;
  private final CameraConnections connections;
  private final Agencies agencies;
  private final AuditLog log;
  private final ApplicationEventPublisher events;
  private final Clock clock;

  Registration(
      JdbcSites sites,
      JdbcCameras cameras,
      CameraConnections connections,
      Agencies agencies,
      AuditLog log,
      ApplicationEventPublisher events,
      Clock clock) {
    this.sites = sites;
    this.cameras = cameras;
    this.connections = connections;
    this.agencies = agencies;
    this.log = log;
    this.events = events;
    this.clock = clock;
  }

  /// What checking found.
  public sealed interface Check {

    record Fine(CheckedCamera camera) implements Check {}

    record Invalid(List<FieldError> errors) implements Check {

      public Invalid {
        errors = List.copyOf(errors);
      }
    }
  }

  /// Checks everything and changes nothing; a stream address is resolved, but no connection is
  /// made.
  public Check check(Actor owner, NewCamera camera) {
    var errors = new ArrayList<FieldError>();
    var site = site(owner, camera, errors);
    var place = camera.place() == null && site != null ? site.place() : camera.place();
    if (place == null) {
      errors.add(missing("place"));
    } else if (site != null && site.place().metresTo(place) > FARTHEST_FROM_SITE) {
      errors.add(Fields.tooFarFromSite());
    }
    Fields.checkSees(camera.sees(), errors);
    Fields.checkOverwriteDays(camera.overwriteDays(), errors);
    Fields.checkName(camera.name(), errors);
    checkOwnership(owner, camera.ownership(), errors);
    CameraConnection connection = null;
    if (camera.stream() != null) {
      switch (connections.check(owner, camera.stream())) {
        case ConnectionCheck.Fine(var fine) -> connection = fine;
        case ConnectionCheck.Refused(var error) -> errors.add(error);
      }
    }
    return errors.isEmpty()
        ? new Check.Fine(new CheckedCamera(owner.person(), camera, connection))
        : new Check.Invalid(errors);
  }

  /// What is wrong with a camera at a new address, before its owner has an account. The rules are
  /// those of [#check].
  ///
  /// @throws IllegalArgumentException if it names a site or a stream, or is one of the police
  public List<FieldError> errors(NewCamera camera) {
    if (camera.site() != null
        || camera.stream() != null
        || camera.ownership() != Ownership.PRIVATE) {
      throw new IllegalArgumentException("a first camera is private, new and not connected");
    }
    var errors = new ArrayList<FieldError>();
    checkNewSite(camera, errors);
    if (camera.place() == null) {
      errors.add(missing("place"));
    }
    Fields.checkSees(camera.sees(), errors);
    Fields.checkOverwriteDays(camera.overwriteDays(), errors);
    Fields.checkName(camera.name(), errors);
    return errors;
  }

  /// Writes site, camera and sealed connection in the caller's transaction, with an audit row.
  ///
  /// @throws IllegalArgumentException if the camera was checked for somebody else
  @Transactional(propagation = Propagation.MANDATORY)
  public RegistrationAnswer.Registered add(Actor owner, CheckedCamera checked) {
    if (!checked.owner().equals(owner.person())) {
      throw new IllegalArgumentException("checked for somebody else");
    }
    var now = clock.instant();
    var typed = checked.camera();
    var own = sitesOf(owner);
    var site = siteOf(owner, typed, own);
    sites.addAll(own.added(), now);
    var name = nameOf(typed, cameras.ofSite(site.id()).size());
    var agency = agency(owner, typed.ownership(), placeOf(typed, site));
    var camera = camera(owner, checked, site, name, agency);
    cameras.addAll(List.of(camera), now);
    log.append(registered(owner, camera));
    var connection = checked.connection();
    if (connection != null) {
      connections.store(owner, camera, connection);
    }
    events.publishEvent(new CameraRegistered(camera.id(), site.id(), now));
    return new RegistrationAnswer.Registered(camera.id(), site.id());
  }

  /// Writes many private cameras without connections, as [#add] writes one. Nothing in it takes
  /// longer the more cameras there are already.
  ///
  /// @param checked all for this owner, all without a stream
  /// @return their ids, in the same order
  @Transactional(propagation = Propagation.MANDATORY)
  public List<CameraId> addMany(Actor owner, List<CheckedCamera> checked) {
    var now = clock.instant();
    var own = sitesOf(owner);
    var agenciesNow = agencies.all();
    var perSite = new HashMap<SiteId, Integer>(cameras.countBySite(owner.person()));
    var all = new ArrayList<Camera>(checked.size());
    for (var one : checked) {
      if (!one.owner().equals(owner.person()) || one.connection() != null) {
        throw new IllegalArgumentException("checked for somebody else, or with a stream");
      }
      var typed = one.camera();
      var site = siteOf(owner, typed, own);
      var place = placeOf(typed, site);
      var agency =
          agenciesNow.stream()
              .filter(known -> known.jurisdiction().contains(place))
              .map(Agency::id)
              .findFirst()
              .orElse(null);
      var before = perSite.merge(site.id(), 1, Integer::sum) - 1;
      all.add(camera(owner, one, site, nameOf(typed, before), agency));
    }
    sites.addAll(own.added(), now);
    cameras.addAll(all, now);
    log.appendForNew(all.stream().map(camera -> registered(owner, camera)).toList());
    for (var camera : all) {
      events.publishEvent(new CameraRegistered(camera.id(), camera.site(), now));
    }
    return all.stream().map(Camera::id).toList();
  }

  /// The site of a camera that is moved to this place.
  Site siteAt(Actor owner, Site named, Place place) {
    var own = sitesOf(owner);
    var site = own.speakingFor(named, place);
    sites.addAll(own.added(), clock.instant());
    return site;
  }

  private OwnSites sitesOf(Actor owner) {
    return new OwnSites(
        owner,
        sites.ofOwner(owner.person()),
        place -> cameras.anyOfOthersWithin(place, AddressProof.DUPLICATE, owner.person()));
  }

  private Site siteOf(Actor owner, NewCamera typed, OwnSites own) {
    if (typed.site() != null) {
      var named = existing(owner, typed.site()).orElseThrow();
      return own.speakingFor(named, placeOf(typed, named));
    }
    return own.of(
        Objects.requireNonNull(typed.address()),
        Objects.requireNonNull(typed.place()),
        Objects.requireNonNull(typed.relation()));
  }

  private static Place placeOf(NewCamera typed, Site site) {
    return typed.place() == null ? site.place() : typed.place();
  }

  private static String nameOf(NewCamera typed, int camerasBefore) {
    var name = typed.name();
    return name == null || name.isBlank() ? "Camera " + (camerasBefore + 1) : name.strip();
  }

  private static Camera camera(
      Actor owner, CheckedCamera checked, Site site, String name, @Nullable OrganisationId agency) {
    var typed = checked.camera();
    return new Camera(
        CameraId.random(),
        site.id(),
        owner.person(),
        owner.organisation(),
        name,
        placeOf(typed, site),
        typed.view(),
        typed.sees(),
        typed.ownership(),
        Objects.requireNonNull(typed.overwriteDays()),
        checked.connection() != null,
        site.proof() instanceof SiteProof.Proved,
        agency,
        1);
  }

  private static AuditEvent registered(Actor owner, Camera camera) {
    return Entries.by(owner, "camera.registered", Outcome.DONE)
        .camera(camera.id().toString())
        .plain("ownership", camera.ownership().name());
  }

  /// The agency that a camera at this place is routed to.
  @Nullable OrganisationId agency(Actor owner, Ownership ownership, Place place) {
    return switch (ownership) {
      case POLICE -> owner.organisation();
      case PRIVATE -> agencies.at(place).map(Agency::id).orElse(null);
    };
  }

  private @Nullable Site site(Actor owner, NewCamera camera, List<FieldError> errors) {
    if (camera.site() != null) {
      var site = existing(owner, camera.site()).orElse(null);
      if (site == null) {
        errors.add(FieldError.of("site", "registration.site.unknown"));
      }
      return site;
    }
    checkNewSite(camera, errors);
    return null;
  }

  private static void checkNewSite(NewCamera camera, List<FieldError> errors) {
    var address = camera.address();
    if (address == null || address.isBlank()) {
      errors.add(missing("address"));
    } else if (address.strip().length() > 200) {
      errors.add(new FieldError("address", "registration.address.too-long", Map.of("most", "200")));
    }
    if (camera.relation() == null) {
      errors.add(missing("relation"));
    }
  }

  private Optional<Site> existing(Actor owner, SiteId named) {
    return sites.find(named).filter(site -> site.owner().equals(owner.person()));
  }

  private void checkOwnership(Actor owner, Ownership ownership, List<FieldError> errors) {
    var may =
        switch (ownership) {
          case PRIVATE -> owner.is(Role.OWNER) || owner.is(Role.HOUSING_MANAGER);
          case POLICE ->
              owner.is(Role.ADMINISTRATOR) && agencies.find(owner.organisation()).isPresent();
        };
    if (!may) {
      errors.add(FieldError.of("ownership", "registration.ownership.not-allowed"));
    }
  }

  private static FieldError missing(String field) {
    return FieldError.of(field, "registration." + field + ".missing");
  }
}
