package org.porchlight.feeds;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.porchlight.consent.CameraRegistration;
import org.porchlight.consent.ConsentText;
import org.porchlight.consent.Level;
import org.porchlight.consent.Sharing;
import org.porchlight.consent.Terms;
import org.porchlight.consent.WeeklySchedule;
import org.porchlight.identity.Actor;
import org.porchlight.identity.Role;
import org.porchlight.registry.AddressProof;
import org.porchlight.registry.CameraId;
import org.porchlight.registry.NewCamera;
import org.porchlight.registry.Ownership;
import org.porchlight.registry.RegistrationAnswer.Registered;
import org.porchlight.testing.Town;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

/// Who may be heard.
@SpringBootTest
class SoundConsentTests {

  @Autowired BeanFactory beans;
  @Autowired Sharing sharing;
  @Autowired Cameras cameras;

  Town town;
  Actor owner;

  @BeforeEach
  void begin() {
    town = new Town(beans);
    owner = town.owner();
  }

  @Test
  void aCameraIsNotHeardUnlessItsOwnerSwitchesSoundOn() {
    var camera = town.proved(owner, town.center, Level.ALWAYS);
    assertThat(cameras.mayBeHeard(camera)).isFalse();

    sharing.give(owner, camera, terms(Level.ALWAYS, true));
    assertThat(cameras.mayBeHeard(camera)).isTrue();

    sharing.off(owner, camera);
    assertThat(cameras.mayBeHeard(camera)).isFalse();

    sharing.on(owner, camera);
    assertThat(cameras.mayBeHeard(camera)).isTrue();

    sharing.give(owner, camera, terms(Level.ALWAYS, false));
    assertThat(cameras.mayBeHeard(camera)).isFalse();
  }

  @Test
  void aCameraThatNobodyKnowsIsNotHeard() {
    assertThat(cameras.mayBeHeard(CameraId.random())).isFalse();
  }

  @Test
  void whatAnAgencysOwnCameraHearsIsNeverReceived() {
    var typed = Town.camera(town.center);
    var pole =
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
            null);
    var staff = town.person(Role.ADMINISTRATOR);
    var registered =
        (Registered)
            beans
                .getBean(CameraRegistration.class)
                .register(staff, pole, terms(Level.ALWAYS, true));
    beans
        .getBean(AddressProof.class)
        .byStaff(town.person(Role.ADMINISTRATOR), registered.site(), "P-" + registered.site());

    assertThat(sharing.current(registered.camera()).orElseThrow().terms().audio()).isTrue();
    assertThat(cameras.mayBeHeard(registered.camera())).isFalse();
  }

  private static Terms terms(Level level, boolean audio) {
    return new Terms(
        level,
        500,
        3,
        audio,
        0,
        WeeklySchedule.always(),
        ConsentText.of(level, "en").version(),
        "en");
  }
}
