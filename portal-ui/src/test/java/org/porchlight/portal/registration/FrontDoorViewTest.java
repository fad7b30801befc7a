package org.porchlight.portal.registration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.BDDMockito.given;
import static org.mockito.BDDMockito.then;
import static org.mockito.Mockito.never;

import com.vaadin.browserless.SpringBrowserlessTest;
import com.vaadin.browserless.ViewPackages;
import com.vaadin.flow.component.ComponentUtil;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.H2;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.mockito.ArgumentCaptor;
import org.porchlight.consent.CameraDraft;
import org.porchlight.consent.ConsentText;
import org.porchlight.consent.FirstCamera;
import org.porchlight.consent.FirstCameraAnswer;
import org.porchlight.consent.Level;
import org.porchlight.consent.Terms;
import org.porchlight.kernel.FieldError;
import org.porchlight.kernel.Place;
import org.porchlight.portal.center.Background;
import org.porchlight.portal.map.CameraMap;
import org.porchlight.portal.map.MapSettings;
import org.porchlight.registry.AddressSearch;
import org.porchlight.registry.FoundAddress;
import org.porchlight.registry.Relation;
import org.porchlight.registry.Sees;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.security.test.context.support.WithAnonymousUser;
import org.springframework.test.context.bean.override.mockito.MockitoBean;

@SpringBootTest
@ViewPackages(classes = FrontDoorView.class)
@WithAnonymousUser
class FrontDoorViewTest extends SpringBrowserlessTest {

  static final Place HERE = new Place(33.5212, -86.8088);
  static final Place FOUND = new Place(33.5302, -86.8051);

  @TestConfiguration
  static class OnThisThread {

    @Bean
    Background background() {
      return new Background(Runnable::run);
    }

    @Bean
    MapSettings mapSettings() {
      return new MapSettings(null, "", 33.52, -86.81, 15);
    }
  }

  @MockitoBean FirstCamera firstCamera;
  @MockitoBean AddressSearch search;

  @Test
  void sixThingsAndOneMailAreEnough() {
    given(firstCamera.leave(any(), any(), any())).willReturn(new FirstCameraAnswer.CheckYourMail());
    var view = filled();

    test(view.register).click();

    var left = ArgumentCaptor.forClass(CameraDraft.class);
    then(firstCamera).should().leave(eq("ana@home.example"), left.capture(), anyString());
    assertThat(left.getValue())
        .isEqualTo(
            new CameraDraft(
                "12 Main Street",
                HERE,
                Relation.OWNER,
                Set.of(Sees.ENTRANCE),
                7,
                null,
                null,
                Terms.usual(Level.DURING_INCIDENTS, "en"),
                ConsentText.of(Level.DURING_INCIDENTS, "en").hash()));
    assertThat(view.form.isVisible()).isFalse();
    assertThat(find(H2.class, view.answer).single().getText()).isEqualTo("Check your mail");
  }

  @Test
  void everyFieldLeftEmptyIsNamedAtOnceAndNothingIsAsked() {
    var view = navigate(FrontDoorView.class);

    test(view.register).click();

    assertThat(view.camera.place.address.isInvalid()).isTrue();
    assertThat(view.camera.relation.isInvalid()).isTrue();
    assertThat(view.camera.sees.isInvalid()).isTrue();
    assertThat(view.camera.terms.level.isInvalid()).isTrue();
    assertThat(view.email.isInvalid()).isTrue();
    then(firstCamera).should(never()).leave(any(), any(), any());
  }

  @Test
  void refusalIsShownAtItsFieldAndNothingTypedIsLost() {
    given(firstCamera.leave(any(), any(), any()))
        .willReturn(
            new FirstCameraAnswer.Invalid(
                List.of(FieldError.of("email", "signup.refused.TOO_MANY"))));
    var view = filled();

    test(view.register).click();

    assertThat(view.email.getErrorMessage()).contains("Too many tries");
    assertThat(view.email.getValue()).isEqualTo("ana@home.example");
    assertThat(view.camera.place.address.getValue()).isEqualTo("12 Main Street");
    assertThat(view.camera.terms.agree.getValue()).isTrue();
    assertThat(view.form.isVisible()).isTrue();
  }

  @Test
  void whatIsAskedLaterIsNotThere() {
    var view = filled();

    assertThat(view.camera.name.isVisible()).isFalse();
    assertThat(view.camera.place.drawView.isVisible()).isFalse();
    assertThat(view.camera.terms.audio.isAttached() && test(view.camera.terms.audio).isUsable())
        .isFalse();
  }

  @Test
  void aFoundAddressMovesThePinAndNothingElse() {
    given(search.isOn()).willReturn(true);
    given(search.find(eq("12 main"), eq("en"), anyString()))
        .willReturn(List.of(new FoundAddress("12 Main Street", FOUND)));
    var view = navigate(FrontDoorView.class);

    test(view.camera.place.address).setValue("12 main");
    roundTrip();
    assertThat(view.camera.place.place()).isEmpty();
    test(find(Button.class).withText("12 Main Street").single()).click();

    assertThat(view.camera.place.place()).contains(FOUND);
    assertThat(view.camera.place.address.getValue()).isEqualTo("12 main");
    assertThat(view.getElement().getTextRecursively()).contains("the pin counts");
  }

  @Test
  void withNobodyToAskThereIsNoSearch() {
    var view = navigate(FrontDoorView.class);

    test(view.camera.place.address).setValue("12 main");

    then(search).should(never()).find(any(), any(), any());
  }

  private FrontDoorView filled() {
    var view = navigate(FrontDoorView.class);
    test(view.camera.place.address).setValue("12 Main Street");
    ComponentUtil.fireEvent(
        view.camera.place.map,
        new CameraMap.PinMoved(view.camera.place.map, true, HERE.latitude(), HERE.longitude()));
    view.camera.relation.setValue(Relation.OWNER);
    view.camera.sees.setValue(Set.of(Sees.ENTRANCE));
    view.camera.terms.level.setValue(Level.DURING_INCIDENTS);
    view.camera.terms.agree.setValue(true);
    test(view.email).setValue("ana@home.example");
    return view;
  }
}
