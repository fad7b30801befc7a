package org.porchlight.portal.cameras;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.BDDMockito.given;
import static org.mockito.BDDMockito.then;
import static org.mockito.Mockito.never;

import com.vaadin.browserless.SpringBrowserlessTest;
import com.vaadin.browserless.ViewPackages;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mockito.ArgumentCaptor;
import org.porchlight.consent.ConsentAnswer;
import org.porchlight.consent.ConsentText;
import org.porchlight.consent.Level;
import org.porchlight.consent.Sharing;
import org.porchlight.consent.Terms;
import org.porchlight.feeds.CameraHealth;
import org.porchlight.identity.Role;
import org.porchlight.kernel.FieldError;
import org.porchlight.portal.shell.Refresh;
import org.porchlight.registry.Camera;
import org.porchlight.registry.OwnerCameras;
import org.porchlight.registry.Ownership;
import org.porchlight.testing.Cameras;
import org.porchlight.testing.WithActor;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.bean.override.mockito.MockitoBean;

@SpringBootTest
@ViewPackages(classes = SharingView.class)
@WithActor(Role.OWNER)
class SharingViewTest extends SpringBrowserlessTest {

  @MockitoBean OwnerCameras cameras;
  @MockitoBean Sharing sharing;
  @MockitoBean CameraHealth health;
  @MockitoBean Refresh refresh;

  @BeforeEach
  void porchIsShared() {
    given(cameras.find(any(), eq(Cameras.PORCH.id()))).willReturn(Optional.of(Cameras.PORCH));
    given(sharing.current(Cameras.PORCH.id()))
        .willReturn(Optional.of(Cameras.consent(Cameras.PORCH, false)));
  }

  @Test
  void nothingIsGivenWithoutAgreeing() {
    var view = open();
    view.terms.level.setValue(Level.ALWAYS);
    test(view.save).click();

    then(sharing).should(never()).give(any(), any(), any());
    assertThat(view.terms.agree.isInvalid()).isTrue();
  }

  @Test
  void wordsThatWereShownGoIntoTheConsent() {
    given(sharing.give(any(), any(), any()))
        .willReturn(new ConsentAnswer.Given(Cameras.consent(Cameras.PORCH, false)));
    var view = open();
    view.terms.level.setValue(Level.ALWAYS);
    view.terms.agree.setValue(true);
    test(view.save).click();

    var given = ArgumentCaptor.forClass(Terms.class);
    then(sharing).should().give(any(), eq(Cameras.PORCH.id()), given.capture());
    assertThat(given.getValue().level()).isEqualTo(Level.ALWAYS);
    assertThat(given.getValue().textVersion())
        .isEqualTo(ConsentText.of(Level.ALWAYS, "en").version());
    assertThat(given.getValue().language()).isEqualTo("en");
  }

  @Test
  void choosingAnotherLevelTakesTheAgreementBack() {
    var view = open();
    view.terms.agree.setValue(true);
    view.terms.level.setValue(Level.REGISTERED);

    assertThat(view.terms.agree.getValue()).isFalse();
  }

  @Test
  void refusedTermsAreShownAtTheirField() {
    given(sharing.give(any(), any(), any()))
        .willReturn(
            new ConsentAnswer.Invalid(
                List.of(
                    new FieldError(
                        "radiusMetres",
                        "consent.radiusMetres.out-of-range",
                        Map.of("least", "50", "most", "1600")))));
    var view = open();
    view.terms.agree.setValue(true);
    view.terms.radius.setValue(9);
    test(view.save).click();

    assertThat(view.terms.radius.getErrorMessage()).isEqualTo("A distance from 50 to 1600 meters.");
    assertThat(view.terms.radius.getValue()).isEqualTo(9);
  }

  @Test
  void soundIsLeftOutForACameraOfThePolice() {
    var porch = Cameras.PORCH;
    given(cameras.find(any(), eq(porch.id())))
        .willReturn(
            Optional.of(
                new Camera(
                    porch.id(),
                    porch.site(),
                    porch.owner(),
                    porch.organisation(),
                    porch.name(),
                    porch.place(),
                    null,
                    porch.sees(),
                    Ownership.POLICE,
                    7,
                    true,
                    true,
                    null,
                    1)));

    assertThat(open().terms.audio.isVisible()).isFalse();
  }

  private SharingView open() {
    return navigate("cameras/" + Cameras.PORCH.id() + "/sharing", SharingView.class);
  }
}
