package org.porchlight.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Clock;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.porchlight.consent.Level;
import org.porchlight.identity.Actor;
import org.porchlight.identity.OrganisationId;
import org.porchlight.identity.Role;
import org.porchlight.testing.Town;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;

@SpringBootTest
class MasksTests {

  static final Mask DOOR = Mask.rectangle(0.1, 0.2, 0.35, 0.9);
  static final Mask WINDOW =
      new Mask(
          List.of(new Mask.Point(0.5, 0), new Mask.Point(1, 0.125), new Mask.Point(0.75, 0.5)));

  @Autowired BeanFactory beans;
  @Autowired Masks masks;
  @Autowired OwnerCameras cameras;
  @Autowired JdbcClient jdbc;
  @Autowired Clock clock;

  Town town;
  Actor owner;

  @BeforeEach
  void foundTown() {
    town = new Town(beans);
    owner = town.owner();
  }

  private CameraId aCamera() {
    return town.proved(owner, town.center, Level.ALWAYS);
  }

  private static Actor with(OrganisationId organisation, Role... roles) {
    return Town.actor(organisation, null, roles);
  }

  private long entries() {
    return jdbc.sql("SELECT count(*) FROM audit.entry WHERE event = 'camera.masks.changed'")
        .query(Long.class)
        .single();
  }

  @Test
  void masksAreKeptInVersionsAndComeBackAsTheyWereSet() {
    var id = aCamera();

    assertThat(masks.current(id)).isEqualTo(MaskSet.NONE);
    assertThat(masks.set(owner, id, List.of(DOOR, WINDOW), 0))
        .isEqualTo(new MaskAnswer.Changed(new MaskSet(1, List.of(DOOR, WINDOW))));
    assertThat(masks.current(id)).isEqualTo(new MaskSet(1, List.of(DOOR, WINDOW)));
    assertThat(masks.set(owner, id, List.of(), 1))
        .isEqualTo(new MaskAnswer.Changed(new MaskSet(2, List.of())));
    assertThat(masks.current(id).isEmpty()).isTrue();
  }

  @Test
  void whoHasLookedAtAnOlderVersionChangesNothing() {
    var id = aCamera();
    masks.set(owner, id, List.of(DOOR), 0);

    assertThat(masks.set(owner, id, List.of(), 0))
        .isEqualTo(new MaskAnswer.Outdated(new MaskSet(1, List.of(DOOR))));
    assertThat(masks.set(owner, id, Collections.nCopies(13, DOOR), 1))
        .isEqualTo(new MaskAnswer.TooMany());
    assertThat(masks.current(id).masks()).containsExactly(DOOR);
  }

  @Test
  void nobodyElseSetsMasksButStaffOfTheSameHousingAuthority() {
    var id = aCamera();
    var stranger = with(OrganisationId.random(), Role.OWNER, Role.HOUSING_MANAGER);
    var colleague = with(owner.organisation(), Role.OWNER);
    var manager = with(owner.organisation(), Role.HOUSING_MANAGER);

    for (var other : List.of(stranger, colleague)) {
      assertThatExceptionOfType(CameraNotFound.class)
          .isThrownBy(() -> masks.set(other, id, List.of(DOOR), 0));
    }
    assertThat(masks.set(manager, id, List.of(DOOR), 0)).isInstanceOf(MaskAnswer.Changed.class);
  }

  @Test
  void footageIsBlankedByWhatWasInForceThenAndByWhatIsNow() {
    var id = aCamera();
    var before = clock.instant();
    masks.set(owner, id, List.of(DOOR), 0);
    var during = clock.instant();
    masks.set(owner, id, List.of(WINDOW), 1);
    var after = clock.instant();

    assertThat(masks.ofFootage(id, during, during).masks()).containsExactlyInAnyOrder(DOOR, WINDOW);
    assertThat(masks.ofFootage(id, before.minusSeconds(9), before.minusSeconds(8)).masks())
        .containsExactly(WINDOW);
    assertThat(masks.ofFootage(id, after.plusSeconds(1), after.plusSeconds(2)).masks())
        .containsExactly(WINDOW);
    masks.set(owner, id, List.of(), 2);
    assertThat(masks.ofFootage(id, during, during.plus(Duration.ofNanos(1))))
        .isEqualTo(new MaskSet(3, List.of(DOOR)));
  }

  @Test
  void whatWasFilmedStaysBlankWhenTheCameraIsGone() {
    var id = aCamera();
    masks.set(owner, id, List.of(DOOR), 0);
    var during = clock.instant();

    cameras.delete(owner, id);

    assertThat(masks.ofFootage(id, during, during).masks()).containsExactly(DOOR);
  }

  @Test
  void everyChangeIsInTheLog() {
    var id = aCamera();
    var before = entries();

    masks.set(owner, id, List.of(DOOR), 0);
    masks.set(owner, id, List.of(DOOR), 1);

    assertThat(entries() - before).isEqualTo(1);
  }

  @Test
  void aMaskHasThreeCornersInThePicture() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Mask(List.of()));
    assertThatIllegalArgumentException().isThrownBy(() -> new Mask.Point(1.01, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> new Mask.Point(Double.NaN, 0));
  }
}
