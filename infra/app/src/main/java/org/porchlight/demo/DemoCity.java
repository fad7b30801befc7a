package org.porchlight.demo;

import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.porchlight.consent.CameraRegistration;
import org.porchlight.consent.Level;
import org.porchlight.consent.Terms;
import org.porchlight.evidence.Recordings;
import org.porchlight.identity.Actor;
import org.porchlight.identity.Agencies;
import org.porchlight.identity.FirstAccounts;
import org.porchlight.identity.NewAccount;
import org.porchlight.identity.OrganisationId;
import org.porchlight.identity.Organisations;
import org.porchlight.identity.PersonId;
import org.porchlight.identity.Role;
import org.porchlight.incidents.CadAnswer;
import org.porchlight.incidents.CadIntake;
import org.porchlight.kernel.Place;
import org.porchlight.registry.AddressProof;
import org.porchlight.registry.NetworkGrants;
import org.porchlight.registry.NewCamera;
import org.porchlight.registry.OwnerCameras;
import org.porchlight.registry.Ownership;
import org.porchlight.registry.RegistrationAnswer;
import org.porchlight.registry.Relation;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;

/// Builds the demo city, once, through the same use cases that people use. What a start that was
/// killed half-way left out, the next one adds.
@Component
@ConditionalOnProperty("porchlight.demo")
class DemoCity {

  static final String CAD_CLIENT = "demo-cad";
  static final String CAD_SECRET = "demo-cad-secret";
  static final String READS_CLIENT = "demo-reads";
  static final String READS_SECRET = "demo-reads-secret";

  private static final String RECORDED = "City Hall Plaza";
  private static final int RECORDED_DAYS = 3;

  private static final Logger LOG = LoggerFactory.getLogger(DemoCity.class);

  private final FirstAccounts accounts;
  private final Organisations organisations;
  private final Agencies agencies;
  private final NetworkGrants networks;
  private final CameraRegistration registration;
  private final OwnerCameras cameras;
  private final AddressProof proof;
  private final CadIntake cad;
  private final Recordings recordings;
  private final Clock clock;
  private final Set<OrganisationId> welcomed = new HashSet<>();
  private final Map<DemoPerson, PersonId> people = new EnumMap<>(DemoPerson.class);

  DemoCity(
      FirstAccounts accounts,
      Organisations organisations,
      Agencies agencies,
      NetworkGrants networks,
      CameraRegistration registration,
      OwnerCameras cameras,
      AddressProof proof,
      CadIntake cad,
      Recordings recordings,
      Clock clock) {
    this.accounts = accounts;
    this.organisations = organisations;
    this.agencies = agencies;
    this.networks = networks;
    this.registration = registration;
    this.cameras = cameras;
    this.proof = proof;
    this.cad = cad;
    this.recordings = recordings;
    this.clock = clock;
  }

  void build(DemoCameras simulator) {
    agencies.put(DemoOrganisation.police());
    DemoOrganisation.others().forEach(organisations::add);
    // Their passwords are hashed slowly, as they should be: on all cores at once.
    people.putAll(
        Arrays.stream(DemoPerson.values())
            .parallel()
            .collect(Collectors.toConcurrentMap(person -> person, this::account)));
    var dispatcher =
        accounts.createMachine(
            CAD_CLIENT, "Dispatch (demo)", DemoOrganisation.POLICE, Set.of("cad"), CAD_SECRET);
    accounts.createMachine(
        READS_CLIENT,
        "Plate readers (demo)",
        DemoOrganisation.POLICE,
        Set.of("reads"),
        READS_SECRET);
    for (var owner : Set.of(DemoPerson.HOUSING, DemoPerson.SHOP, DemoPerson.OWNER)) {
      grantSimulatorTo(owner.organisation(), simulator);
    }
    grantSimulatorTo(DemoOrganisation.POLICE, simulator);
    DemoCamera.ALL.forEach(camera -> register(camera, simulator));
    recordThePlaza();
    openIncidents(dispatcher);
  }

  private PersonId account(DemoPerson person) {
    return accounts.create(
        new NewAccount(
            person.email(),
            person.displayName(),
            person.organisation(),
            person.roles(),
            person.language()),
        DemoPerson.PASSWORD,
        person.needsSecondFactor() ? person.totpSecret() : null);
  }

  /// The person as if they had just signed in, second factor and all.
  Actor actor(DemoPerson person) {
    var id = people.get(person);
    if (id == null) {
      throw new IllegalStateException("The demo city is not built yet");
    }
    return new Actor(
        id, person.organisation(), person.roles(), "demo", clock.instant(), "127.0.0.1");
  }

  /// The simulated cameras listen on one address of this machine. Two administrators grant it, as
  /// they would grant a housing authority's camera network.
  void grantSimulatorTo(OrganisationId organisation, DemoCameras simulator) {
    if (networks.policyOf(organisation).check(simulator.address())) {
      return;
    }
    var proposal =
        networks.propose(
            actor(DemoPerson.ADMINISTRATOR),
            organisation,
            simulator.address().getHostAddress() + "/32",
            "Simulated cameras of the demo city");
    if (proposal instanceof NetworkGrants.Answer.Proposed(var grant)) {
      networks.approve(actor(DemoPerson.ADMINISTRATOR_2), grant);
    } else {
      LOG.warn("The demo's network was not granted: {}", proposal);
    }
  }

  /// Whoever signs up in the demo may connect a simulated camera: the administrators grant its one
  /// address to every new organisation, and no other private address to anybody.
  void welcomeNewcomers(DemoCameras simulator) {
    for (var organisation : organisations.page(0, 500)) {
      if (welcomed.add(organisation.id())) {
        grantSimulatorTo(organisation.id(), simulator);
      }
    }
  }

  private void register(DemoCamera camera, DemoCameras simulator) {
    var owner = actor(camera.owner());
    var known =
        cameras.of(owner).stream().anyMatch(existing -> existing.name().equals(camera.name()));
    if (known) {
      return;
    }
    var isPolice = camera.owner().roles().contains(Role.ADMINISTRATOR);
    var answer =
        registration.register(
            owner,
            new NewCamera(
                null,
                camera.address(),
                camera.place(),
                isPolice ? Relation.MANAGER : Relation.OWNER,
                camera.sees(),
                14,
                camera.name(),
                camera.view(),
                isPolice ? Ownership.POLICE : Ownership.PRIVATE,
                camera.scene() == null || camera.level() == Level.REGISTERED
                    ? null
                    : new NewCamera.Stream(simulator.url(camera.scene()), null, null)),
            Terms.usual(camera.level(), camera.owner().language()));
    switch (answer) {
      case RegistrationAnswer.Registered(_, var site) -> {
        // One owner's new camera waits for its proof, so that the demo has something to prove.
        if (!camera.name().equals("Gate, Ridge Circle")) {
          proof.byStaff(actor(DemoPerson.ADMINISTRATOR), site, "HP-" + (1000 + count()));
        }
      }
      case RegistrationAnswer.Invalid(var errors) ->
          LOG.warn("Demo camera {} was not registered: {}", camera.name(), errors);
    }
  }

  /// One of the police's own cameras is always recorded, so that the demo has a past to look at.
  private void recordThePlaza() {
    cameras.of(actor(DemoPerson.ADMINISTRATOR)).stream()
        .filter(camera -> camera.name().equals(RECORDED) && camera.connected())
        .filter(camera -> recordings.current(camera.id()).isEmpty())
        .forEach(camera -> {
          if (!recordings.rule(actor(DemoPerson.SUPERVISOR), camera.id(), RECORDED_DAYS)) {
            LOG.warn("Demo camera {} is not recorded", camera.name());
          }
        });
  }

  private int decals;

  private int count() {
    return ++decals;
  }

  private void openIncidents(PersonId dispatcher) {
    var machine =
        new Actor(
            dispatcher, DemoOrganisation.POLICE, Set.of(Role.MACHINE), "demo", null, "127.0.0.1");
    var now = clock.instant();
    report(
        machine,
        "HP-26-004417",
        "ROBBERY",
        1,
        new Place(33.5172, -86.8046),
        "126 Maple Avenue",
        now.minusSeconds(240));
    report(
        machine,
        "HP-26-004421",
        "DISTURBANCE",
        3,
        new Place(33.5146, -86.8130),
        "13 Cooper Court",
        now.minusSeconds(900));
    report(
        machine,
        "HP-26-004398",
        "VEHICLE THEFT",
        2,
        new Place(33.5118, -86.8050),
        "380 Harbor Boulevard",
        now.minusSeconds(2400));
  }

  private void report(
      Actor machine,
      String number,
      String kind,
      int priority,
      Place place,
      String address,
      Instant openedAt) {
    var message = new LinkedHashMap<String, Object>();
    message.put("number", number);
    message.put("kind", kind);
    message.put("priority", priority);
    message.put("latitude", place.latitude());
    message.put("longitude", place.longitude());
    message.put("address", address);
    message.put("status", "open");
    message.put("openedAt", openedAt.toString());
    message.put("updatedAt", openedAt.toString());
    if (cad.receive(machine, Json.write(message)) instanceof CadAnswer.Rejected(var errors)) {
      LOG.warn("Demo incident {} was rejected: {}", number, errors);
    }
  }
}
