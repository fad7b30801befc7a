package org.porchlight.registry;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
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

  /// A proof speaks for so many metres around its site: what stands farther away is a site of its
  /// own. See docs/decisions/0037-what-a-proof-speaks-for.md.
  static final double PROVED_AROUND = 50;

  /// Two sites of one account with the same address, no farther apart than this, are one site.
  private static final double SAME_SITE = 25;

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
    var typed = checked.camera();
    var now = clock.instant();
    var named = existing(owner, typed);
    var place = typed.place() == null ? named.map(Site::place).orElseThrow() : typed.place();
    var site =
        named.map(known -> siteAt(owner, known, place)).orElseGet(() -> addSite(owner, typed));
    var name = typed.name();
    var camera =
        new Camera(
            CameraId.random(),
            site.id(),
            owner.person(),
            owner.organisation(),
            name == null || name.isBlank() ? nextName(site) : name.strip(),
            place,
            typed.view(),
            typed.sees(),
            typed.ownership(),
            Objects.requireNonNull(typed.overwriteDays()),
            checked.connection() != null,
            site.proof() instanceof SiteProof.Proved,
            agency(owner, typed.ownership(), place),
            1);
    cameras.add(camera, now);
    log.append(
        Entries.by(owner, "camera.registered", Outcome.DONE)
            .camera(camera.id().toString())
            .plain("ownership", camera.ownership().name()));
    var connection = checked.connection();
    if (connection != null) {
      connections.store(owner, camera, connection);
    }
    events.publishEvent(new CameraRegistered(camera.id(), site.id(), now));
    return new RegistrationAnswer.Registered(camera.id(), site.id());
  }

  /// The site of a camera that is to stand at this place: the named one, another one of the same
  /// address, or a new one that has to be proved.
  Site siteAt(Actor owner, Site named, Place place) {
    if (speaksFor(named, place)) {
      return named;
    }
    return sites.ofOwner(named.owner()).stream()
        .filter(site -> site.address().equalsIgnoreCase(named.address()))
        .filter(site -> speaksFor(site, place))
        .findFirst()
        .orElseGet(() -> addSite(owner, named.address(), place, named.relation()));
  }

  /// Beside a camera of another account nothing is proved without a look.
  private boolean speaksFor(Site site, Place place) {
    return site.place().metresTo(place) <= PROVED_AROUND
        && !(site.proof() instanceof SiteProof.Proved
            && cameras.anyOfOthersWithin(place, AddressProof.DUPLICATE, site.owner()));
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
      var site = existing(owner, camera).orElse(null);
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

  private Optional<Site> existing(Actor owner, NewCamera camera) {
    var named = camera.site();
    if (named != null) {
      return sites.find(named).filter(site -> site.owner().equals(owner.person()));
    }
    var address = camera.address();
    var place = camera.place();
    if (address == null || place == null) {
      return Optional.empty();
    }
    return sites.ofOwner(owner.person()).stream()
        .filter(site -> site.address().equalsIgnoreCase(address.strip()))
        .filter(site -> site.place().metresTo(place) <= SAME_SITE)
        .findFirst();
  }

  private Site addSite(Actor owner, NewCamera typed) {
    return addSite(
        owner,
        Objects.requireNonNull(typed.address()).strip(),
        Objects.requireNonNull(typed.place()),
        Objects.requireNonNull(typed.relation()));
  }

  private Site addSite(Actor owner, String address, Place place, Relation relation) {
    var site =
        new Site(
            SiteId.random(),
            owner.person(),
            owner.organisation(),
            address,
            place,
            relation,
            new SiteProof.Unproved());
    sites.add(site, clock.instant());
    return site;
  }

  private String nextName(Site site) {
    return "Camera " + (cameras.ofSite(site.id()).size() + 1);
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
