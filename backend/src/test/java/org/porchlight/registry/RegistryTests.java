package org.porchlight.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.porchlight.consent.CameraRegistration;
import org.porchlight.consent.Level;
import org.porchlight.consent.Sharing;
import org.porchlight.consent.Terms;
import org.porchlight.identity.Actor;
import org.porchlight.identity.AdministratorsOnly;
import org.porchlight.identity.Agencies;
import org.porchlight.identity.OrganisationId;
import org.porchlight.identity.Role;
import org.porchlight.kernel.FieldError;
import org.porchlight.kernel.Place;
import org.porchlight.registry.RegistrationAnswer.Invalid;
import org.porchlight.registry.RegistrationAnswer.Registered;
import org.porchlight.testing.Town;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;

@SpringBootTest
class RegistryTests {

  @Autowired BeanFactory beans;
  @Autowired CameraRegistration registration;
  @Autowired OwnerCameras ownerCameras;
  @Autowired PoliceRegistry police;
  @Autowired AddressProof proof;
  @Autowired SitesToProve queue;
  @Autowired Sharing sharing;
  @Autowired JdbcClient jdbc;

  Town town;
  Actor owner;
  Actor staff;

  @BeforeEach
  void foundTown() {
    town = new Town(beans);
    owner = town.owner();
    staff = town.person(Role.ADMINISTRATOR);
  }

  @Test
  void sixThingsAreEnoughToRegister() {
    var typed =
        new NewCamera(
            null,
            " 12 Elm Street ",
            town.center,
            Relation.TENANT_WITH_CONSENT,
            Set.of(Sees.STREET, Sees.ENTRANCE),
            14,
            null,
            null,
            Ownership.PRIVATE,
            null);

    var registered =
        (Registered) registration.register(owner, typed, Terms.usual(Level.ON_REQUEST, "es"));

    var camera = ownerCameras.find(owner, registered.camera()).orElseThrow();
    assertThat(camera.name()).isEqualTo("Camera 1");
    assertThat(camera.place()).isEqualTo(town.center);
    assertThat(camera.sees()).containsExactlyInAnyOrder(Sees.STREET, Sees.ENTRANCE);
    assertThat(camera.overwriteDays()).isEqualTo(14);
    assertThat(camera.connected()).isFalse();
    assertThat(camera.proved()).isFalse();
    assertThat(camera.agency()).isEqualTo(town.agency);
    var site = ownerCameras.sitesOf(owner).getFirst();
    assertThat(site.address()).isEqualTo("12 Elm Street");
    assertThat(site.relation()).isEqualTo(Relation.TENANT_WITH_CONSENT);
    assertThat(sharing.current(camera.id()).orElseThrow().terms().level())
        .isEqualTo(Level.ON_REQUEST);
  }

  @Test
  void everythingThatIsMissingIsSaidAtOnceAndNothingIsHalfRegistered() {
    var typed =
        new NewCamera(
            null,
            " ",
            null,
            null,
            Set.of(),
            null,
            "x".repeat(61),
            null,
            Ownership.POLICE,
            new NewCamera.Stream("file:///etc/passwd", null, null));
    var terms = new Terms(Level.ALWAYS, 49, 6, false, 61, null, "1999", "en");

    var invalid = (Invalid) registration.register(owner, typed, terms);

    assertThat(invalid.errors())
        .extracting(FieldError::field)
        .containsExactlyInAnyOrder(
            "radiusMetres",
            "lowestPriority",
            "preEventSeconds",
            "textVersion",
            "address",
            "relation",
            "place",
            "sees",
            "overwriteDays",
            "name",
            "ownership",
            "stream.address");
    assertThat(ownerCameras.of(owner)).isEmpty();
    assertThat(ownerCameras.sitesOf(owner)).isEmpty();
  }

  @Test
  void cameraThatIsOnlyRegisteredHasNoStreamAddress() {
    var typed = withStream(Town.camera(town.center), "rtsp://8.8.8.8/1");

    assertThat(registration.register(owner, typed, Terms.usual(Level.REGISTERED, "en")))
        .isInstanceOfSatisfying(
            Invalid.class,
            invalid ->
                assertThat(invalid.errors())
                    .containsExactly(
                        FieldError.of(
                            "stream.address", "registration.stream.not-when-registered-only")));
  }

  @Test
  void policeNeverSeeWhatIsNotProved() {
    var registered = town.unproved(owner, town.center, Level.ALWAYS);
    assertThat(police.find(registered.camera())).isEmpty();
    assertThat(police.within(town.agency, town.center, 100, 10)).isEmpty();

    assertThat(proof.byStaff(staff, registered.site(), "D-" + registered.site()))
        .isInstanceOf(ProofAnswer.Proved.class);
    assertThat(police.find(registered.camera())).isPresent();
    assertThat(police.within(town.agency, town.center, 100, 10)).hasSize(1);

    proof.end(owner, registered.site());
    assertThat(police.find(registered.camera())).isEmpty();
    assertThat(police.within(town.agency, town.center, 100, 10)).isEmpty();
  }

  @Test
  void secondCameraOfAnOwnSiteSharesItsProofAsFarAsTheProofSpeaks() {
    var first = town.proved(owner, town.center, Level.ALWAYS);
    var site = ownerCameras.find(owner, first).orElseThrow().site();

    var near = (Registered) registration.register(owner, at(site, 49), usual());
    var away = (Registered) registration.register(owner, at(site, 51), usual());
    var besideIt = (Registered) registration.register(owner, at(site, 90), usual());
    var far = registration.register(owner, at(site, 501), usual());

    assertThat(near.site()).isEqualTo(site);
    assertThat(police.find(near.camera())).isPresent();
    assertThat(away.site()).isNotEqualTo(site).isEqualTo(besideIt.site());
    assertThat(police.find(away.camera())).isEmpty();
    assertThat(queue.page(staff, 0, 200))
        .filteredOn(waiting -> waiting.id().equals(away.site()))
        .singleElement()
        .satisfies(waiting -> {
          assertThat(waiting.address()).isEqualTo("100 Main Street");
          assertThat(waiting.cameras()).isEqualTo(2);
        });
    assertThat(far)
        .isInstanceOfSatisfying(
            Invalid.class,
            invalid ->
                assertThat(invalid.errors().getFirst().messageKey())
                    .isEqualTo("registration.place.too-far-from-site"));
  }

  @Test
  void nobodyProvesTheCameraOfTheNeighbourWithAnOwnSite() {
    town.proved(town.owner(), town.center.walk(30, 90), Level.ALWAYS);
    var first = town.proved(owner, town.center, Level.ALWAYS);
    var site = ownerCameras.find(owner, first).orElseThrow().site();

    var porch = (Registered) registration.register(owner, at(site, 10, 90), usual());

    assertThat(police.find(porch.camera())).isEmpty();
    assertThat(queue.page(staff, 0, 200))
        .filteredOn(SitesToProve.SiteToProve::duplicate)
        .extracting(SitesToProve.SiteToProve::id)
        .contains(porch.site());
  }

  @Test
  void cameraThatMovesAwayFromWhatIsProvedIsNotSeenUntilThatIsProved() {
    var id = town.proved(owner, town.center, Level.ALWAYS);
    var site = ownerCameras.find(owner, id).orElseThrow().site();

    move(id, town.center.walk(40, 0));
    assertThat(police.find(id)).isPresent();

    move(id, town.center.walk(60, 0));
    var moved = ownerCameras.find(owner, id).orElseThrow();
    assertThat(moved.proved()).isFalse();
    assertThat(moved.site()).isNotEqualTo(site);
    assertThat(police.find(id)).isEmpty();
    // Nothing is left at the old site, so nothing can go back to its proof either.
    assertThat(ownerCameras.sitesOf(owner)).extracting(Site::id).containsExactly(moved.site());

    assertThat(proof.byStaff(staff, moved.site(), "D-" + moved.site()))
        .isInstanceOf(ProofAnswer.Proved.class);
    assertThat(police.find(id)).isPresent();
  }

  private void move(CameraId id, Place to) {
    var camera = ownerCameras.find(owner, id).orElseThrow();
    assertThat(
            ownerCameras.edit(
                owner,
                id,
                new CameraEdit(camera.name(), to, null, camera.sees(), 14, camera.version())))
        .isInstanceOf(EditAnswer.Changed.class);
  }

  @Test
  void siteOfSomebodyElseCannotBeBuiltUpon() {
    var first = town.proved(town.owner(), town.center, Level.ALWAYS);
    var site = police.find(first).orElseThrow().site();

    assertThat(registration.register(owner, at(site, 10), usual()))
        .isEqualTo(new Invalid(List.of(FieldError.of("site", "registration.site.unknown"))));
  }

  @Test
  void withinFindsWhatIsInsideTheCircleNearestFirst() {
    var metres = new double[] {10, 400, 499, 501, 706};
    var ids = new CameraId[metres.length];
    for (int i = 0; i < metres.length; i++) {
      ids[i] = town.proved(town.owner(), town.center.walk(metres[i], 45), Level.ALWAYS);
    }

    assertThat(police.within(town.agency, town.center, 500, 10))
        .extracting(Camera::id)
        .containsExactly(ids[0], ids[1], ids[2]);
    assertThat(police.within(town.agency, town.center, 500, 2))
        .extracting(Camera::id)
        .containsExactly(ids[0], ids[1]);
  }

  @Test
  void ownersSeeAndChangeOnlyTheirOwn() {
    var registered = town.unproved(owner, town.center, Level.ALWAYS);
    var other = town.owner();
    var edit = new CameraEdit("Mine now", null, null, Set.of(Sees.YARD), 3, 1);

    assertThat(ownerCameras.find(other, registered.camera())).isEmpty();
    assertThat(ownerCameras.of(other)).isEmpty();
    assertThatThrownBy(() -> ownerCameras.edit(other, registered.camera(), edit))
        .isInstanceOf(CameraNotFound.class);
    assertThatThrownBy(() -> ownerCameras.delete(other, registered.camera()))
        .isInstanceOf(CameraNotFound.class);
    assertThatThrownBy(() -> sharing.off(other, registered.camera()))
        .isInstanceOf(CameraNotFound.class);
    assertThatThrownBy(() -> sharing.history(other, registered.camera()))
        .isInstanceOf(CameraNotFound.class);
    assertThatThrownBy(() -> proof.byCode(other, registered.site(), "X"))
        .isInstanceOf(SiteNotFound.class);
    assertThatThrownBy(() -> proof.end(other, registered.site())).isInstanceOf(SiteNotFound.class);
  }

  @Test
  void editOfAnOldVersionIsRefusedWithHowItIsNow() {
    var id = town.unproved(owner, town.center, Level.ALWAYS).camera();
    var view = new FieldOfView(10, 90, 20);
    var edit = new CameraEdit(" Gate ", town.center.walk(20, 0), view, Set.of(Sees.ALLEY), 30, 1);

    var changed = (EditAnswer.Changed) ownerCameras.edit(owner, id, edit);
    assertThat(changed.camera()).isEqualTo(ownerCameras.find(owner, id).orElseThrow());
    assertThat(changed.camera().name()).isEqualTo("Gate");
    assertThat(changed.camera().view()).isEqualTo(view);
    assertThat(ownerCameras.edit(owner, id, edit))
        .isEqualTo(new EditAnswer.Outdated(changed.camera()));
  }

  @Test
  void wrongEditChangesNothing() {
    var id = town.unproved(owner, town.center, Level.ALWAYS).camera();
    var before = ownerCameras.find(owner, id);

    var answer =
        ownerCameras.edit(
            owner, id, new CameraEdit(" ", town.center.walk(600, 0), null, Set.of(), 0, 1));

    assertThat(((EditAnswer.Invalid) answer).errors())
        .extracting(FieldError::field)
        .containsExactlyInAnyOrder("name", "sees", "overwriteDays", "place");
    assertThat(ownerCameras.find(owner, id)).isEqualTo(before);
  }

  @Test
  void deletingTakesTheSiteWithItsLastCameraAndLeavesNoPersonalRow() {
    var first = town.proved(owner, town.center, Level.ALWAYS);
    var second = town.proved(owner, town.center.walk(10, 0), Level.ALWAYS);

    ownerCameras.delete(owner, first);
    assertThat(ownerCameras.of(owner)).extracting(Camera::id).containsExactly(second);
    assertThat(sharing.current(first).orElseThrow().off()).isTrue();

    ownerCameras.delete(owner, second);
    assertThat(ownerCameras.sitesOf(owner)).isEmpty();
    for (var table : new String[] {"registry.camera", "registry.site", "registry.connection"}) {
      assertThat(
              jdbc.sql("SELECT count(*) FROM " + table + " WHERE owner_id = :owner")
                  .param("owner", owner.person().value())
                  .query(Long.class)
                  .single())
          .isZero();
    }
  }

  @Test
  void letterProvesWithTheCodeAndOnlyFiveWrongOnes() {
    var site = town.unproved(owner, town.center, Level.ALWAYS).site();
    var first = proof.issueLetter(staff, site);
    for (int i = 0; i < 5; i++) {
      assertThat(proof.byCode(owner, site, "WRONG")).isEqualTo(refused(ProofAnswer.Why.WRONG_CODE));
    }
    assertThat(proof.byCode(owner, site, first.code()))
        .isEqualTo(refused(ProofAnswer.Why.TOO_MANY_ATTEMPTS));

    var second = proof.issueLetter(staff, site);
    assertThat(proof.byCode(owner, site, first.code()))
        .isEqualTo(refused(ProofAnswer.Why.WRONG_CODE));
    var typed = second.code().toLowerCase(Locale.ROOT).replaceFirst("^(.....)", "$1-");
    assertThat(proof.byCode(owner, site, typed)).isInstanceOf(ProofAnswer.Proved.class);
    assertThat(proof.byCode(owner, site, typed)).isEqualTo(refused(ProofAnswer.Why.ALREADY_PROVED));
  }

  @Test
  void withoutALetterNoCodeProves() {
    var site = town.unproved(owner, town.center, Level.ALWAYS).site();

    assertThat(proof.byCode(owner, site, "")).isEqualTo(refused(ProofAnswer.Why.WRONG_CODE));
  }

  @Test
  void duplicateOfAnotherAccountGoesToStaffAndOneCameraIsNotProvedTwice() {
    town.proved(town.owner(), town.center, Level.ALWAYS);
    var near = town.unproved(owner, town.center.walk(20, 0), Level.ALWAYS);
    var same = town.unproved(town.owner(), town.center, Level.ALWAYS);
    var apart = town.unproved(town.owner(), town.center.walk(60, 180), Level.ALWAYS);

    assertThat(queue.page(staff, 0, 200))
        .filteredOn(waiting -> waiting.duplicate())
        .extracting(SitesToProve.SiteToProve::id)
        .contains(near.site(), same.site())
        .doesNotContain(apart.site());
    var letter = proof.issueLetter(staff, near.site());
    assertThat(proof.byCode(owner, near.site(), letter.code()))
        .isEqualTo(refused(ProofAnswer.Why.PROVED_BY_ANOTHER));
    assertThat(proof.byStaff(staff, near.site(), "D-" + near.site()))
        .isInstanceOf(ProofAnswer.Proved.class);
    assertThat(proof.byStaff(staff, same.site(), "D-" + same.site()))
        .isEqualTo(refused(ProofAnswer.Why.PROVED_BY_ANOTHER));
  }

  @Test
  void decalIsNeededAndStandsForOneSite() {
    var first = town.unproved(owner, town.center, Level.ALWAYS).site();
    var second = town.unproved(town.owner(), town.center.walk(90, 0), Level.ALWAYS).site();
    assertThat(proof.byStaff(staff, first, "  ")).isEqualTo(refused(ProofAnswer.Why.DECAL_MISSING));

    proof.byStaff(staff, first, "D-" + first);
    assertThat(proof.byStaff(staff, second, "D-" + first))
        .isEqualTo(refused(ProofAnswer.Why.DECAL_IN_USE));
    proof.end(staff, first);
    assertThat(proof.byStaff(staff, second, "D-" + first)).isInstanceOf(ProofAnswer.Proved.class);
  }

  @Test
  void onlyAdministratorsWorkTheQueueAndNotForTheirOwnHome() {
    var site = town.unproved(owner, town.center, Level.ALWAYS).site();
    for (var role : new Role[] {Role.OPERATOR, Role.SUPERVISOR, Role.OFFICER, Role.AUDITOR}) {
      var other = town.person(role);
      assertThatThrownBy(() -> queue.page(other, 0, 10)).isInstanceOf(AdministratorsOnly.class);
      assertThatThrownBy(() -> proof.byStaff(other, site, "D"))
          .isInstanceOf(AdministratorsOnly.class);
      assertThatThrownBy(() -> proof.issueLetter(other, site))
          .isInstanceOf(AdministratorsOnly.class);
    }

    var both = Town.actor(town.agency, null, Role.OWNER, Role.ADMINISTRATOR);
    var own = town.unproved(both, town.center.walk(200, 0), Level.ALWAYS).site();
    assertThat(proof.byStaff(both, own, "D-own")).isEqualTo(refused(ProofAnswer.Why.OWN_SITE));
  }

  @Test
  void sitesAreProvedByTheAgencyThatAnswersForThem() {
    var site = town.unproved(owner, town.center, Level.ALWAYS).site();
    var other = new Town(beans).person(Role.ADMINISTRATOR);
    var noAgency = Town.actor(OrganisationId.random(), null, Role.ADMINISTRATOR);

    for (var stranger : List.of(other, noAgency)) {
      assertThat(queue.page(stranger, 0, 200))
          .extracting(SitesToProve.SiteToProve::id)
          .doesNotContain(site);
      assertThatThrownBy(() -> proof.byStaff(stranger, site, "D-" + site))
          .isInstanceOf(SiteNotFound.class);
      assertThatThrownBy(() -> proof.issueLetter(stranger, site)).isInstanceOf(SiteNotFound.class);
      assertThatThrownBy(() -> proof.end(stranger, site)).isInstanceOf(SiteNotFound.class);
    }
    assertThat(queue.page(staff, 0, 200)).extracting(SitesToProve.SiteToProve::id).contains(site);
    assertThat(proof.byStaff(staff, site, "D-" + site)).isInstanceOf(ProofAnswer.Proved.class);
  }

  @Test
  void sitesOutsideEveryJurisdictionFallToTheFirstAgency() {
    new Town(beans);
    var site = town.unproved(owner, town.center.walk(20_000, 0), Level.ALWAYS).site();
    var agencies = beans.getBean(Agencies.class);
    var first = Town.actor(agencies.all().getFirst().id(), null, Role.ADMINISTRATOR);
    var second = Town.actor(agencies.all().getLast().id(), null, Role.ADMINISTRATOR);

    assertThatThrownBy(() -> proof.byStaff(second, site, "D-" + site))
        .isInstanceOf(SiteNotFound.class);
    assertThat(proof.byStaff(first, site, "D-" + site)).isInstanceOf(ProofAnswer.Proved.class);
  }

  @Test
  void policeCamerasAreRegisteredByTheAgencysAdministratorAndAlwaysShared() {
    var typed = ofPolice(town.center);

    var registered = (Registered) registration.register(staff, typed, usual());
    assertThat(ownerCameras.find(staff, registered.camera()).orElseThrow().agency())
        .isEqualTo(town.agency);
    assertThat(proof.byStaff(staff, registered.site(), "D-" + registered.site()))
        .isInstanceOf(ProofAnswer.Proved.class);
    assertThat(registration.register(staff, typed, Terms.usual(Level.ON_REQUEST, "en")))
        .isInstanceOf(Invalid.class);
    var elsewhere = Town.actor(OrganisationId.random(), null, Role.ADMINISTRATOR);
    assertThat(registration.register(elsewhere, typed, usual())).isInstanceOf(Invalid.class);
    assertThat(registration.register(owner, typed, usual())).isInstanceOf(Invalid.class);
  }

  @Test
  void cameraOutsideEveryJurisdictionIsRoutedToNobody() {
    var id = town.unproved(owner, town.center.walk(20_000, 0), Level.ALWAYS).camera();

    assertThat(ownerCameras.find(owner, id).orElseThrow().agency()).isNull();
  }

  static Terms usual() {
    return Terms.usual(Level.ALWAYS, "en");
  }

  static ProofAnswer refused(ProofAnswer.Why why) {
    return new ProofAnswer.Refused(why);
  }

  NewCamera at(SiteId site, double metres) {
    return at(site, metres, 0);
  }

  NewCamera at(SiteId site, double metres, double bearing) {
    return new NewCamera(
        site,
        null,
        town.center.walk(metres, bearing),
        null,
        Set.of(Sees.YARD),
        7,
        null,
        null,
        Ownership.PRIVATE,
        null);
  }

  static NewCamera ofPolice(Place place) {
    return new NewCamera(
        null,
        "Corner",
        place,
        Relation.MANAGER,
        Set.of(Sees.STREET),
        30,
        "Corner",
        null,
        Ownership.POLICE,
        null);
  }

  static NewCamera withStream(NewCamera typed, String address) {
    return new NewCamera(
        typed.site(),
        typed.address(),
        typed.place(),
        typed.relation(),
        typed.sees(),
        typed.overwriteDays(),
        typed.name(),
        typed.view(),
        typed.ownership(),
        new NewCamera.Stream(address, null, null));
  }
}
