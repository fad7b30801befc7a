package org.porchlight.portal.registration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.BDDMockito.given;
import static org.mockito.BDDMockito.then;
import static org.mockito.Mockito.atLeastOnce;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;

import com.vaadin.browserless.SpringBrowserlessTest;
import com.vaadin.browserless.ViewPackages;
import com.vaadin.flow.component.ComponentUtil;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Code;
import com.vaadin.flow.component.html.Image;
import com.vaadin.flow.router.QueryParameters;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.mockito.ArgumentCaptor;
import org.porchlight.consent.CameraDraft;
import org.porchlight.consent.CameraRegistration;
import org.porchlight.consent.Drafts;
import org.porchlight.consent.Level;
import org.porchlight.consent.Terms;
import org.porchlight.feeds.Arrivals;
import org.porchlight.feeds.Probe;
import org.porchlight.feeds.ProbeAnswer;
import org.porchlight.feeds.SnapshotAnswer.Taken;
import org.porchlight.feeds.StreamFinder;
import org.porchlight.feeds.Tried;
import org.porchlight.identity.Actor;
import org.porchlight.identity.Role;
import org.porchlight.kernel.FieldError;
import org.porchlight.kernel.Place;
import org.porchlight.portal.center.Background;
import org.porchlight.portal.map.CameraMap;
import org.porchlight.portal.map.MapSettings;
import org.porchlight.portal.shell.Message;
import org.porchlight.registry.AddressSearch;
import org.porchlight.registry.CameraConnection;
import org.porchlight.registry.CameraConnections;
import org.porchlight.registry.CameraId;
import org.porchlight.registry.CertificatePin;
import org.porchlight.registry.ConnectionCheck;
import org.porchlight.registry.DialIns;
import org.porchlight.registry.FieldOfView;
import org.porchlight.registry.NewCamera;
import org.porchlight.registry.OwnerCameras;
import org.porchlight.registry.RegistrationAnswer;
import org.porchlight.registry.Relation;
import org.porchlight.registry.Sees;
import org.porchlight.registry.SiteId;
import org.porchlight.testing.Cameras;
import org.porchlight.testing.WithActor;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.bean.override.mockito.MockitoBean;

@SpringBootTest
@ViewPackages(classes = RegistrationView.class)
@WithActor(Role.OWNER)
class RegistrationViewTest extends SpringBrowserlessTest {

  static final Place HERE = new Place(33.5212, -86.8088);

  @TestConfiguration
  @Import(CameraTrial.class)
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

  @MockitoBean CameraRegistration registration;
  @MockitoBean OwnerCameras cameras;
  @MockitoBean Probe probe;
  @MockitoBean StreamFinder finder;
  @MockitoBean CameraConnections connections;
  @MockitoBean DialIns dialIns;
  @MockitoBean Arrivals arrivals;
  @MockitoBean AddressSearch search;
  @MockitoBean Drafts drafts;

  @Test
  void everythingThatWasTypedIsRegisteredWithItsConsent() {
    given(registration.register(any(), any(), any()))
        .willReturn(new RegistrationAnswer.Registered(CameraId.random(), SiteId.random()));
    var view = filled();
    view.terms.level.setValue(Level.DURING_INCIDENTS);
    view.terms.agree.setValue(true);
    view.connection.address.setValue("rtsp://203.0.113.20/stream1");
    view.connection.password.setValue("secret");
    view.connection.user.setValue("admin");

    test(view.register).click();

    var camera = ArgumentCaptor.forClass(NewCamera.class);
    var terms = ArgumentCaptor.forClass(Terms.class);
    then(registration).should().register(any(Actor.class), camera.capture(), terms.capture());
    assertThat(camera.getValue().address()).isEqualTo("12 Main Street");
    assertThat(camera.getValue().place()).isEqualTo(HERE);
    assertThat(camera.getValue().relation()).isEqualTo(Relation.OWNER);
    assertThat(camera.getValue().sees()).containsExactly(Sees.ENTRANCE);
    assertThat(camera.getValue().overwriteDays()).isEqualTo(7);
    assertThat(camera.getValue().stream())
        .isEqualTo(new NewCamera.Stream("rtsp://203.0.113.20/stream1", "admin", "secret"));
    assertThat(terms.getValue()).isEqualTo(Terms.usual(Level.DURING_INCIDENTS, "en"));
    assertThat(view.form.isVisible()).isFalse();
    assertThat(find(Message.class, view.done).exists()).isTrue();
  }

  @Test
  void nothingIsRegisteredWithoutAgreeing() {
    var view = filled();
    view.terms.level.setValue(Level.ON_REQUEST);

    test(view.register).click();

    then(registration).should(never()).register(any(), any(), any());
    assertThat(view.terms.agree.isInvalid()).isTrue();
  }

  @Test
  void everyFieldLeftEmptyIsNamedAtOnce() {
    var view = navigate(RegistrationView.class);

    test(view.register).click();

    assertThat(view.place.address.isInvalid()).isTrue();
    assertThat(view.relation.isInvalid()).isTrue();
    assertThat(view.sees.isInvalid()).isTrue();
    assertThat(view.terms.level.isInvalid()).isTrue();
    assertThat(view.errors.isVisible()).isTrue();
    assertThat(find(Message.class, view.place).single().getText())
        .isEqualTo("Put the pin where the camera is.");
  }

  @Test
  void refusalIsShownAtItsFieldAndNothingTypedIsLost() {
    given(registration.register(any(), any(), any()))
        .willReturn(
            new RegistrationAnswer.Invalid(
                List.of(FieldError.of("stream.address", "registration.stream.private"))));
    var view = filled();
    view.terms.level.setValue(Level.ALWAYS);
    view.terms.agree.setValue(true);
    view.connection.address.setValue("rtsp://192.168.0.4/");

    test(view.register).click();

    assertThat(view.connection.address.getErrorMessage()).contains("private network");
    assertThat(view.connection.address.getValue()).isEqualTo("rtsp://192.168.0.4/");
    assertThat(view.place.address.getValue()).isEqualTo("12 Main Street");
    assertThat(view.form.isVisible()).isTrue();
  }

  @Test
  void cameraThatIsOnlyRegisteredHasNoAddress() {
    given(registration.register(any(), any(), any()))
        .willReturn(new RegistrationAnswer.Registered(CameraId.random(), SiteId.random()));
    var view = filled();
    view.terms.level.setValue(Level.ALWAYS);
    view.connection.address.setValue("rtsp://203.0.113.20/stream1");
    view.terms.level.setValue(Level.REGISTERED);
    view.terms.agree.setValue(true);

    test(view.register).click();

    var camera = ArgumentCaptor.forClass(NewCamera.class);
    then(registration).should().register(any(), camera.capture(), any());
    assertThat(camera.getValue().stream()).isNull();
  }

  @Test
  void addressThatMayNotBeUsedIsRefusedAtItsFieldAndNotTried() {
    given(connections.check(any(Actor.class), any(NewCamera.Stream.class)))
        .willReturn(
            new ConnectionCheck.Refused(
                FieldError.of("stream.address", "registration.stream.scheme")));
    var view = filled();
    view.terms.level.setValue(Level.ALWAYS);
    view.connection.address.setValue("file:///etc/passwd");

    test(view.connection.tryIt).click();
    runPendingSignalsTasks();

    assertThat(find(Message.class, view.connection.answer).exists()).isFalse();
    assertThat(view.connection.address.getErrorMessage()).contains("must begin with rtsp://");
    assertThat(view.connection.address.getValue()).isEqualTo("file:///etc/passwd");
    then(probe).shouldHaveNoInteractions();
  }

  @Test
  void tryingTheCameraAnswersInPlainWords() {
    given(connections.check(any(Actor.class), any(NewCamera.Stream.class)))
        .willReturn(new ConnectionCheck.Fine(mock(CameraConnection.class)));
    given(probe.tryIt(any(Actor.class), any(NewCamera.Stream.class)))
        .willReturn(new Tried(ProbeAnswer.WRONG_NAME_OR_PASSWORD, null));
    var view = filled();
    view.terms.level.setValue(Level.ALWAYS);
    view.connection.address.setValue("rtsp://203.0.113.20/stream1");

    test(view.connection.tryIt).click();
    roundTrip();

    assertThat(find(Message.class, view.connection.answer).single().getText())
        .contains("refuses the user name or password");
    assertThat(view.connection.tryIt.isEnabled()).isTrue();
  }

  @Test
  void whatTheCameraShowsIsSeenUntilAnotherAddressIsTyped() {
    given(connections.check(any(Actor.class), any(NewCamera.Stream.class)))
        .willReturn(new ConnectionCheck.Fine(mock(CameraConnection.class)));
    given(probe.tryIt(any(Actor.class), any(NewCamera.Stream.class)))
        .willReturn(new Tried(ProbeAnswer.OK, null, new Taken(new byte[] {1, 2, 3}, 640, 360)));
    var view = filled();
    view.terms.level.setValue(Level.ALWAYS);
    view.connection.address.setValue("rtsp://203.0.113.20/stream1");

    test(view.connection.tryIt).click();
    roundTrip();

    var picture = find(Image.class, view.connection.answer).single();
    assertThat(picture.getSrc()).isEqualTo("data:image/jpeg;base64,AQID");
    assertThat(picture.getAlt()).contains("The picture that the camera sent just now");
    assertThat(view.connection.answer.getElement().getTextRecursively())
        .contains("It works", "Is this your camera?");

    view.connection.address.setValue("rtsp://203.0.113.21/stream1");
    assertThat(find(Image.class, view.connection.answer).exists()).isFalse();
  }

  @Test
  void aPictureThatCannotBeShownStillWorks() {
    given(connections.check(any(Actor.class), any(NewCamera.Stream.class)))
        .willReturn(new ConnectionCheck.Fine(mock(CameraConnection.class)));
    given(probe.tryIt(any(Actor.class), any(NewCamera.Stream.class)))
        .willReturn(new Tried(ProbeAnswer.OK, null));
    var view = filled();
    view.terms.level.setValue(Level.ALWAYS);
    view.connection.address.setValue("rtsp://203.0.113.20/stream1");

    test(view.connection.tryIt).click();
    roundTrip();

    assertThat(find(Message.class, view.connection.answer).single().getText()).contains("It works");
    assertThat(find(Image.class, view.connection.answer).exists()).isFalse();
    assertThat(view.connection.answer.getElement().getTextRecursively())
        .contains("cannot be shown here");
  }

  @Test
  void whatIsHeardOfAnAddressThatNoLongerStandsThereIsNotShown() {
    given(connections.check(any(Actor.class), any(NewCamera.Stream.class)))
        .willReturn(new ConnectionCheck.Fine(mock(CameraConnection.class)));
    var view = filled();
    view.terms.level.setValue(Level.ALWAYS);
    view.connection.address.setValue("rtsp://203.0.113.20/stream1");
    given(probe.tryIt(any(Actor.class), any(NewCamera.Stream.class)))
        .willAnswer(_ -> {
          view.connection.address.setValue("rtsp://203.0.113.21/stream1");
          return new Tried(ProbeAnswer.OK, null, new Taken(new byte[] {1, 2, 3}, 640, 360));
        });

    test(view.connection.tryIt).click();
    roundTrip();

    assertThat(find(Image.class, view.connection.answer).exists()).isFalse();
    assertThat(view.connection.tryIt.isEnabled()).isTrue();
  }

  @Test
  void aCertificateThatNobodyVouchesForIsShownAndConfirmedOnce() {
    var pin = new CertificatePin("0123456789abcdef".repeat(4));
    given(connections.check(any(Actor.class), any(NewCamera.Stream.class)))
        .willReturn(new ConnectionCheck.Fine(mock(CameraConnection.class)));
    given(probe.tryIt(any(Actor.class), any(NewCamera.Stream.class)))
        .willReturn(new Tried(ProbeAnswer.DOES_NOT_ANSWER, pin), new Tried(ProbeAnswer.OK, null));
    var view = filled();
    view.terms.level.setValue(Level.ALWAYS);
    view.connection.address.setValue("rtsps://203.0.113.20/stream1");

    test(view.connection.tryIt).click();
    roundTrip();

    assertThat(find(Code.class, view.connection.answer).single().getText())
        .startsWith("01:23:45:67:89:AB:CD:EF:")
        .hasSize(64 + 31);
    assertThat(view.connection.stream().orElseThrow().certificate()).isNull();

    test(view.connection.confirm).click();
    roundTrip();

    assertThat(find(Message.class, view.connection.answer).single().getText()).contains("It works");
    assertThat(view.connection.stream().orElseThrow().certificate()).isEqualTo(pin);

    // It was confirmed for that address, and for no other.
    view.connection.address.setValue("rtsps://203.0.113.21/stream1");
    assertThat(view.connection.stream().orElseThrow().certificate()).isNull();
  }

  @Test
  void asLongAsTheCertificateIsNotConfirmedNothingIsRegisteredThatWouldNeverShowAPicture() {
    given(connections.check(any(Actor.class), any(NewCamera.Stream.class)))
        .willReturn(new ConnectionCheck.Fine(mock(CameraConnection.class)));
    given(probe.tryIt(any(Actor.class), any(NewCamera.Stream.class)))
        .willReturn(
            new Tried(
                ProbeAnswer.DOES_NOT_ANSWER, new CertificatePin("0123456789abcdef".repeat(4))));
    given(registration.register(any(), any(), any()))
        .willReturn(new RegistrationAnswer.Registered(CameraId.random(), SiteId.random()));
    var view = filled();
    view.terms.level.setValue(Level.ALWAYS);
    view.terms.agree.setValue(true);
    view.connection.address.setValue("rtsps://203.0.113.20/stream1");
    test(view.connection.tryIt).click();
    roundTrip();
    assertThat(find(Code.class, view.connection.answer).exists()).isTrue();

    test(view.register).click();

    assertThat(view.errors.isVisible()).isTrue();
    assertThat(view.errors.getElement().getTextRecursively()).contains("is not confirmed yet");
    then(registration).should(never()).register(any(), any(), any());

    // The question was about that address.
    view.connection.address.setValue("rtsps://203.0.113.21/stream1");
    assertThat(find(Code.class, view.connection.answer).exists()).isFalse();
    test(view.register).click();
    then(registration).should().register(any(), any(), any());
  }

  @Test
  void whatIsSaidOfAnAddressThatIsNoLongerThereIsLeftOut() {
    var view = filled();
    view.terms.level.setValue(Level.ALWAYS);
    view.connection.address.setValue("rtsps://203.0.113.20/stream1");
    given(connections.check(any(Actor.class), any(NewCamera.Stream.class)))
        .willAnswer(_ -> {
          view.connection.address.setValue("rtsps://203.0.113.21/stream1");
          return new ConnectionCheck.Fine(mock(CameraConnection.class));
        });
    given(probe.tryIt(any(Actor.class), any(NewCamera.Stream.class)))
        .willReturn(new Tried(ProbeAnswer.OK, null));

    test(view.connection.tryIt).click();
    roundTrip();

    assertThat(find(Message.class, view.connection.answer).exists()).isFalse();
    assertThat(view.connection.tryIt.isEnabled()).isTrue();
  }

  @Test
  void pinAndNumbersFollowEachOther() {
    var view = navigate(RegistrationView.class);

    ComponentUtil.fireEvent(
        view.place.map, new CameraMap.PinMoved(view.place.map, true, 33.5301, -86.8002));
    assertThat(view.place.latitude.getValue()).isEqualTo(33.5301);

    test(view.place.longitude).setValue(-86.79);
    assertThat(view.place.place()).contains(new Place(33.5301, -86.79));
  }

  @Test
  void fieldOfViewCanBeGivenByNumbersAlone() {
    var view = navigate(RegistrationView.class);
    test(view.place.drawView).click();
    test(view.place.bearing).setValue(120);
    test(view.place.angle).setValue(60);
    test(view.place.range).setValue(40);

    assertThat(view.place.view()).contains(new FieldOfView(120, 60, 40));
  }

  @Test
  void ownAddressNeedsNotBeTypedAgain() {
    given(cameras.sitesOf(any())).willReturn(List.of(Cameras.SITE));
    given(registration.register(any(), any(), any()))
        .willReturn(new RegistrationAnswer.Registered(CameraId.random(), SiteId.random()));
    var view = navigate(RegistrationView.class);
    view.place.site.setValue(Cameras.SITE);
    view.sees.setValue(Set.of(Sees.YARD));
    view.terms.level.setValue(Level.REGISTERED);
    view.terms.agree.setValue(true);

    test(view.register).click();

    var camera = ArgumentCaptor.forClass(NewCamera.class);
    then(registration).should().register(any(), camera.capture(), any());
    assertThat(camera.getValue().site()).isEqualTo(Cameras.SITE.id());
    assertThat(camera.getValue().address()).isNull();
    assertThat(camera.getValue().place()).isEqualTo(Cameras.MAIN_STREET);
  }

  @Test
  void changingTheLanguageLosesNothingButTheAgreement() {
    var view = filled();
    view.terms.level.setValue(Level.ALWAYS);
    view.terms.agree.setValue(true);
    view.connection.address.setValue("rtsp://203.0.113.20/stream1");
    test(view.place.drawView).click();
    test(view.place.bearing).setValue(120);

    test(find(Button.class).withText("Español").single()).click();

    var spanish = (RegistrationView) getCurrentView();
    assertThat(spanish).isNotSameAs(view);
    assertThat(spanish.register.getText()).isEqualTo("Registrar cámara");
    assertThat(spanish.place.address.getValue()).isEqualTo("12 Main Street");
    assertThat(spanish.relation.getValue()).isEqualTo(Relation.OWNER);
    assertThat(spanish.sees.getValue()).containsExactly(Sees.ENTRANCE);
    assertThat(spanish.connection.address.getValue()).isEqualTo("rtsp://203.0.113.20/stream1");
    assertThat(spanish.place.view()).contains(new FieldOfView(120, 90, 30));
    assertThat(spanish.terms.terms().map(Terms::language)).contains("es");
    // The Spanish words were not read yet when the English ones were agreed to.
    assertThat(spanish.terms.agree.getValue()).isFalse();
  }

  @Test
  void whatIsTypedIsKeptWithEveryChangeAndForgottenOnceItIsRegistered() {
    given(registration.register(any(), any(), any()))
        .willReturn(new RegistrationAnswer.Registered(CameraId.random(), SiteId.random()));
    var view = filled();
    view.terms.level.setValue(Level.ALWAYS);
    test(view.connection.address).setValue("rtsp://203.0.113.20/secret");
    test(view.camera.name).setValue("Porch");

    var kept = ArgumentCaptor.forClass(CameraDraft.class);
    then(drafts).should(atLeastOnce()).keep(any(), kept.capture());
    assertThat(kept.getValue().address()).isEqualTo("12 Main Street");
    assertThat(kept.getValue().place()).isEqualTo(HERE);
    assertThat(kept.getValue().name()).isEqualTo("Porch");
    then(drafts).should(never()).forget(any());

    view.terms.level.setValue(Level.REGISTERED);
    view.terms.agree.setValue(true);
    test(view.register).click();
    then(drafts).should().forget(any());
  }

  @Test
  void whatWasTypedBeforeTheSessionEndedStandsInTheFormAndIsAgreedToAnew() {
    given(drafts.kept(any())).willReturn(Optional.of(typedBefore()));

    var view = navigate(RegistrationView.class);

    assertThat(view.place.address.getValue()).isEqualTo("12 Main Street");
    assertThat(view.place.place()).contains(HERE);
    assertThat(view.relation.getValue()).isEqualTo(Relation.MANAGER);
    assertThat(view.sees.getValue()).containsExactly(Sees.ALLEY);
    assertThat(view.camera.overwriteDays.getValue()).isEqualTo(21);
    assertThat(view.place.view()).contains(new FieldOfView(120, 60, 40));
    assertThat(view.terms.terms()).contains(Terms.usual(Level.ALWAYS, "en"));
    assertThat(view.terms.agree.getValue()).isFalse();
    assertThat(find(Message.class, view.kept).exists()).isTrue();
  }

  @Test
  void whatWasTypedBeforeTheLogInComesWithTheLinkFromTheMail() {
    given(drafts.ofLink(any(), eq("the-token"))).willReturn(Optional.of(typedBefore()));

    UI.getCurrent().navigate("cameras/new", QueryParameters.of("draft", "the-token"));

    var view = (RegistrationView) getCurrentView();
    assertThat(view.place.address.getValue()).isEqualTo("12 Main Street");
  }

  private static CameraDraft typedBefore() {
    return new CameraDraft(
        "12 Main Street",
        HERE,
        Relation.MANAGER,
        Set.of(Sees.ALLEY),
        21,
        "Back",
        new FieldOfView(120, 60, 40),
        Terms.usual(Level.ALWAYS, "es"),
        null);
  }

  private RegistrationView filled() {
    var view = navigate(RegistrationView.class);
    test(view.place.address).setValue("12 Main Street");
    ComponentUtil.fireEvent(
        view.place.map,
        new CameraMap.PinMoved(view.place.map, true, HERE.latitude(), HERE.longitude()));
    view.relation.setValue(Relation.OWNER);
    view.sees.setValue(Set.of(Sees.ENTRANCE));
    return view;
  }
}
