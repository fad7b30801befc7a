package org.porchlight.feeds;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.porchlight.consent.CameraRegistration;
import org.porchlight.consent.Level;
import org.porchlight.consent.Terms;
import org.porchlight.identity.Actor;
import org.porchlight.identity.EmailAddress;
import org.porchlight.identity.FirstAccounts;
import org.porchlight.identity.NewAccount;
import org.porchlight.identity.Organisation;
import org.porchlight.identity.OrganisationId;
import org.porchlight.identity.OrganisationKind;
import org.porchlight.identity.Organisations;
import org.porchlight.identity.Role;
import org.porchlight.registry.AddressProof;
import org.porchlight.registry.CameraId;
import org.porchlight.registry.DialIns;
import org.porchlight.registry.NewCamera;
import org.porchlight.registry.Ownership;
import org.porchlight.registry.RegistrationAnswer.Registered;
import org.porchlight.testing.Town;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

/// Everybody's board holds the cameras that they answer for and no other.
@SpringBootTest
class HealthBoardTests {

  @Autowired BeanFactory beans;
  @Autowired HealthBoard board;
  @Autowired JdbcOutages outages;
  @Autowired FirstAccounts accounts;
  @Autowired Organisations organisations;
  @Autowired CameraRegistration registration;
  @Autowired AddressProof proof;
  @Autowired DialIns dialIns;

  Town town;
  Actor staff;
  CameraId pole;
  CameraId resident;

  @BeforeEach
  void policeCameraAndOneOfAResident() {
    town = new Town(beans);
    var typed = Town.camera(town.center);
    staff = town.person(Role.ADMINISTRATOR);
    var registered =
        (Registered)
            registration.register(
                staff,
                new NewCamera(
                    null,
                    "1 Harbor Boulevard",
                    typed.place(),
                    typed.relation(),
                    typed.sees(),
                    typed.overwriteDays(),
                    "Pole 1",
                    null,
                    Ownership.POLICE,
                    null),
                Terms.usual(Level.ALWAYS, "en"));
    var _ = proof.byStaff(staff, registered.site(), "D-" + registered.site());
    pole = registered.camera();
    resident = town.proved(town.owner(), town.center.walk(300, 90), Level.ALWAYS);
  }

  @Test
  void theCenterSeesThePolicesOwnCamerasAndNoOwners() {
    for (var role : Set.of(Role.OPERATOR, Role.SUPERVISOR, Role.ADMINISTRATOR)) {
      assertThat(board.of(account(town.agency, role)))
          .as("%s", role)
          .extracting(line -> line.camera().id())
          .containsExactly(pole);
    }
  }

  @Test
  void housingManagersSeeTheCamerasOfTheirOrganisationWhoeverRegisteredThem() {
    var authority = organisation(OrganisationKind.HOUSING_AUTHORITY);
    var first = account(authority, Role.HOUSING_MANAGER);
    var second = account(authority, Role.HOUSING_MANAGER);
    var entrance = town.proved(first, town.center.walk(500, 90), Level.ALWAYS);

    assertThat(board.of(second)).extracting(line -> line.camera().id()).containsExactly(entrance);
    assertThat(
            board.of(
                account(organisation(OrganisationKind.HOUSING_AUTHORITY), Role.HOUSING_MANAGER)))
        .isEmpty();
  }

  @Test
  void nobodyElseHasABoard() {
    assertThat(board.of(account(town.agency, Role.ANALYST))).isEmpty();
    assertThat(board.of(account(town.agency, Role.AUDITOR))).isEmpty();
    assertThat(board.of(account(organisation(OrganisationKind.RESIDENT), Role.OWNER))).isEmpty();
    assertThat(board.of(town.person(Role.OPERATOR))).as("no account any more").isEmpty();
  }

  @Test
  void whatIsKnownOfACameraIsOnItsLine() {
    outages.begin(pole, Instant.parse("2026-03-01T12:00:00Z"), StreamProblem.STALLED);

    assertThat(board.of(account(town.agency, Role.OPERATOR)))
        .singleElement()
        .satisfies(line -> {
          assertThat(line.outage())
              .isEqualTo(
                  new Outage(Instant.parse("2026-03-01T12:00:00Z"), StreamProblem.STALLED, null));
          assertThat(line.standing()).isEqualTo(HealthLine.Standing.NOT_CONNECTED);
          assertThat(line.week()).isEqualTo(HealthSum.NOTHING);
        });
  }

  @Test
  void thoseThatDialInAreKnownToWhoeverAnswersForThemAndNoOthers() {
    var owner = town.owner();
    var theirs = town.proved(owner, town.center.walk(400, 90), Level.ALWAYS);
    var _ = dialIns.issue(staff, pole);
    var _ = dialIns.issue(owner, theirs);

    assertThat(board.dialIns(account(town.agency, Role.OPERATOR)))
        .singleElement()
        .satisfies(line -> {
          assertThat(line.camera().id()).isEqualTo(pole);
          assertThat(line.now()).isNull();
          assertThat(line.sentAway()).isEmpty();
        });
    assertThat(board.dialIns(account(town.agency, Role.AUDITOR))).isEmpty();
  }

  private OrganisationId organisation(OrganisationKind kind) {
    var organisation = new Organisation(OrganisationId.random(), "Some " + kind, kind);
    organisations.add(organisation);
    return organisation.id();
  }

  private Actor account(OrganisationId organisation, Role role) {
    var person =
        accounts.create(
            new NewAccount(
                EmailAddress.of(UUID.randomUUID() + "@example.org"),
                "Sam",
                organisation,
                Set.of(role),
                "en"),
            "long-enough-for-a-test",
            null);
    return new Actor(
        person, organisation, Set.of(role), "session-" + person, Instant.now(), "198.51.100.7");
  }
}
