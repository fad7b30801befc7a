package org.porchlight.testing;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.porchlight.consent.CameraRegistration;
import org.porchlight.consent.Level;
import org.porchlight.consent.Terms;
import org.porchlight.identity.Actor;
import org.porchlight.identity.Agencies;
import org.porchlight.identity.Agency;
import org.porchlight.identity.OrganisationId;
import org.porchlight.identity.PersonId;
import org.porchlight.identity.Role;
import org.porchlight.kernel.Area;
import org.porchlight.kernel.Place;
import org.porchlight.registry.AddressProof;
import org.porchlight.registry.CameraId;
import org.porchlight.registry.NewCamera;
import org.porchlight.registry.Ownership;
import org.porchlight.registry.ProofAnswer;
import org.porchlight.registry.RegistrationAnswer.Registered;
import org.porchlight.registry.Relation;
import org.porchlight.registry.Sees;
import org.springframework.beans.factory.BeanFactory;

/// A town of its own for each test, so that tests can share a database: an agency with a
/// jurisdiction where nobody else is, people, and proved cameras.
public final class Town {

  private static final AtomicInteger TOWNS = new AtomicInteger();

  public final Place center;
  public final OrganisationId agency = OrganisationId.random();

  private final CameraRegistration registration;
  private final AddressProof proof;
  private final Actor staff;

  public Town(BeanFactory beans) {
    registration = beans.getBean(CameraRegistration.class);
    proof = beans.getBean(AddressProof.class);
    var number = TOWNS.incrementAndGet();
    var row = number / 200;
    center = new Place(-60 + number % 200 * 0.5, -150 + row * 0.5);
    beans
        .getBean(Agencies.class)
        .put(
            new Agency(
                agency,
                "Police of town " + number,
                new Area(
                    List.of(
                        center.walk(10_000, 45),
                        center.walk(10_000, 135),
                        center.walk(10_000, 225),
                        center.walk(10_000, 315)))));
    staff = person(Role.ADMINISTRATOR);
  }

  /// Somebody of the agency whose second factor is fresh.
  public Actor person(Role... roles) {
    return actor(agency, Instant.now(), roles);
  }

  public Actor owner() {
    return actor(OrganisationId.random(), null, Role.OWNER);
  }

  public static Actor actor(
      OrganisationId organisation, @Nullable Instant secondFactorAt, Role... roles) {
    return new Actor(
        PersonId.random(),
        organisation,
        Set.of(roles),
        "session-" + PersonId.random(),
        secondFactorAt,
        "198.51.100.7");
  }

  /// What a resident types.
  public static NewCamera camera(Place place) {
    return new NewCamera(
        null,
        "100 Main Street",
        place,
        Relation.OWNER,
        Set.of(Sees.STREET),
        7,
        "Front door",
        null,
        Ownership.PRIVATE,
        null);
  }

  /// A camera that is registered but not proved.
  public Registered unproved(Actor owner, Place place, Level level) {
    return (Registered) registration.register(owner, camera(place), Terms.usual(level, "en"));
  }

  /// A camera that police may know of.
  public CameraId proved(Actor owner, Place place, Level level) {
    return proved(owner, place, Terms.usual(level, "en"));
  }

  public CameraId proved(Actor owner, Place place, Terms terms) {
    var registered = (Registered) registration.register(owner, camera(place), terms);
    var answer = proof.byStaff(staff, registered.site(), "D-" + registered.site());
    if (!(answer instanceof ProofAnswer.Proved)
        && !answer.equals(new ProofAnswer.Refused(ProofAnswer.Why.ALREADY_PROVED))) {
      throw new AssertionError(answer);
    }
    return registered.camera();
  }
}
