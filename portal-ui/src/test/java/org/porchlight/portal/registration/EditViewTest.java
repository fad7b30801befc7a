package org.porchlight.portal.registration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.BDDMockito.given;
import static org.mockito.BDDMockito.then;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;

import com.vaadin.browserless.SpringBrowserlessTest;
import com.vaadin.browserless.ViewPackages;
import com.vaadin.flow.component.ComponentUtil;
import com.vaadin.flow.component.notification.Notification;
import com.vaadin.flow.dom.Element;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mockito.ArgumentCaptor;
import org.porchlight.consent.Sharing;
import org.porchlight.feeds.Arrivals;
import org.porchlight.feeds.CameraHealth;
import org.porchlight.feeds.DialInAddress;
import org.porchlight.feeds.Probe;
import org.porchlight.feeds.ProbeAnswer;
import org.porchlight.feeds.StreamFinder;
import org.porchlight.feeds.Tried;
import org.porchlight.identity.Role;
import org.porchlight.kernel.FieldError;
import org.porchlight.kernel.Place;
import org.porchlight.portal.cameras.CamerasNavigation;
import org.porchlight.portal.center.Background;
import org.porchlight.portal.map.CameraMap;
import org.porchlight.portal.map.MapSettings;
import org.porchlight.portal.shell.Message;
import org.porchlight.portal.shell.Refresh;
import org.porchlight.registry.Camera;
import org.porchlight.registry.CameraConnection;
import org.porchlight.registry.CameraConnections;
import org.porchlight.registry.CameraEdit;
import org.porchlight.registry.CertificatePin;
import org.porchlight.registry.ConnectionCheck;
import org.porchlight.registry.DialInAnswer;
import org.porchlight.registry.DialIns;
import org.porchlight.registry.EditAnswer;
import org.porchlight.registry.NewCamera;
import org.porchlight.registry.OwnerCameras;
import org.porchlight.registry.Sees;
import org.porchlight.testing.Cameras;
import org.porchlight.testing.WithActor;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.bean.override.mockito.MockitoBean;

@SpringBootTest
@ViewPackages(classes = {EditView.class, CamerasNavigation.class})
@WithActor(Role.OWNER)
class EditViewTest extends SpringBrowserlessTest {

  static final Camera PORCH = Cameras.PORCH;

  @TestConfiguration
  @Import(CameraTrial.class)
  static class OnThisThread {

    @Bean
    Background background() {
      return new Background(Runnable::run);
    }

    @Bean
    MapSettings mapSettings() {
      return new MapSettings(null, "", 33.50, -86.80, 15);
    }
  }

  @MockitoBean OwnerCameras cameras;
  @MockitoBean CameraConnections connections;
  @MockitoBean DialIns dialIns;
  @MockitoBean Arrivals arrivals;
  @MockitoBean Sharing sharing;
  @MockitoBean Probe probe;
  @MockitoBean StreamFinder finder;
  @MockitoBean CameraHealth health;
  @MockitoBean Refresh refresh;

  @BeforeEach
  void aPorchThatIsConnected() {
    given(cameras.find(any(), eq(PORCH.id()))).willReturn(Optional.of(PORCH));
    given(sharing.current(PORCH.id())).willReturn(Optional.of(Cameras.consent(PORCH, false)));
  }

  @Test
  void whatIsChangedIsSavedForTheVersionThatWasShown() {
    given(cameras.edit(any(), any(), any())).willReturn(new EditAnswer.Changed(PORCH));
    var view = open();

    test(view.name).setValue("Front porch");
    view.sees.setValue(Set.of(Sees.STREET));
    ComponentUtil.fireEvent(
        view.place.map, new CameraMap.PinMoved(view.place.map, true, 33.5201, -86.8102));
    test(view.save).click();

    var edit = ArgumentCaptor.forClass(CameraEdit.class);
    then(cameras).should().edit(any(), eq(PORCH.id()), edit.capture());
    assertThat(edit.getValue())
        .isEqualTo(
            new CameraEdit(
                "Front porch",
                new Place(33.5201, -86.8102),
                null,
                Set.of(Sees.STREET),
                7,
                PORCH.version()));
  }

  @Test
  void whoMovesACameraAwayFromWhatIsProvedIsToldSo() {
    var proved =
        new Camera(
            PORCH.id(),
            PORCH.site(),
            PORCH.owner(),
            PORCH.organisation(),
            PORCH.name(),
            PORCH.place(),
            null,
            PORCH.sees(),
            PORCH.ownership(),
            7,
            true,
            true,
            null,
            1);
    given(cameras.find(any(), eq(PORCH.id()))).willReturn(Optional.of(proved));
    given(cameras.edit(any(), any(), any())).willReturn(new EditAnswer.Changed(PORCH));
    var view = open();

    test(view.save).click();

    assertThat(test(find(Notification.class).single()).getText())
        .contains("police do not see the camera until");
  }

  @Test
  void refusalIsShownAtItsFieldAndNothingTypedIsLost() {
    given(cameras.edit(any(), any(), any()))
        .willReturn(
            new EditAnswer.Invalid(
                List.of(
                    FieldError.of("name", "registration.name.missing"),
                    FieldError.of("place", "registration.place.missing"))));
    var view = open();
    test(view.name).setValue(" ");

    test(view.save).click();

    assertThat(view.name.getErrorMessage()).isEqualTo("Give the camera a name.");
    assertThat(find(Message.class, view.place).single().getText()).contains("Put the pin");
    assertThat(view.errors.isVisible()).isTrue();
  }

  @Test
  void whoSavesOverAChangeOfSomebodyElseIsAskedFirst() {
    var newer =
        new Camera(
            PORCH.id(),
            PORCH.site(),
            PORCH.owner(),
            PORCH.organisation(),
            "Side door",
            PORCH.place(),
            null,
            PORCH.sees(),
            PORCH.ownership(),
            7,
            true,
            false,
            null,
            2);
    given(cameras.edit(any(), any(), any())).willReturn(new EditAnswer.Outdated(newer));
    var view = open();
    test(view.name).setValue("Front porch");

    test(view.save).click();
    assertThat(view.errors.isVisible()).isTrue();
    assertThat(view.name.getValue()).isEqualTo("Front porch");

    test(view.save).click();
    var edits = ArgumentCaptor.forClass(CameraEdit.class);
    then(cameras).should(org.mockito.Mockito.times(2)).edit(any(), eq(PORCH.id()), edits.capture());
    assertThat(edits.getAllValues()).extracting(CameraEdit::version).containsExactly(1L, 2L);
  }

  @Test
  void newAddressIsStoredAndNoLongerStandsOnThePage() {
    given(connections.set(any(), eq(PORCH.id()), any()))
        .willReturn(new ConnectionCheck.Fine(mock(CameraConnection.class)));
    var view = open();
    view.connection.address.setValue("rtsp://203.0.113.20/stream1");
    view.connection.user.setValue("admin");
    view.connection.password.setValue("secret");

    test(view.connect).click();
    runPendingSignalsTasks();

    then(connections)
        .should()
        .set(
            any(),
            eq(PORCH.id()),
            eq(new NewCamera.Stream("rtsp://203.0.113.20/stream1", "admin", "secret")));
    assertThat(view.connection.stream()).isEmpty();
    assertThat(view.connection.password.isEmpty()).isTrue();
    assertThat(find(Message.class, view.said).single().getText()).contains("Stored");
  }

  @Test
  void refusedAddressStaysToBeCorrected() {
    given(connections.set(any(), eq(PORCH.id()), any()))
        .willReturn(
            new ConnectionCheck.Refused(
                FieldError.of("stream.address", "registration.stream.private")));
    var view = open();
    view.connection.address.setValue("rtsp://192.168.0.4/");

    test(view.connect).click();
    runPendingSignalsTasks();

    assertThat(view.connection.address.getErrorMessage()).contains("private network");
    assertThat(view.connection.address.getValue()).isEqualTo("rtsp://192.168.0.4/");
    assertThat(view.connect.isEnabled()).isTrue();
  }

  @Test
  void whoTypesTheAddressAgainIsWarnedOfAnotherCertificate() {
    var old = new CertificatePin("0123456789abcdef".repeat(4));
    var other = new CertificatePin("fedcba9876543210".repeat(4));
    given(connections.confirmed(any(), eq(PORCH.id()), eq("rtsps://203.0.113.20/stream1")))
        .willReturn(Optional.of(old));
    given(connections.check(any(), any()))
        .willReturn(new ConnectionCheck.Fine(mock(CameraConnection.class)));
    given(probe.tryIt(any(), any(NewCamera.Stream.class)))
        .willReturn(new Tried(ProbeAnswer.DOES_NOT_ANSWER, other));
    var view = open();

    view.connection.address.setValue("rtsps://203.0.113.20/stream1");
    assertThat(view.connection.stream().orElseThrow().certificate()).isEqualTo(old);
    test(view.connection.tryIt).click();
    runPendingSignalsTasks();

    assertThat(find(Message.class, view.connection.answer).single().getElement())
        .extracting(Element::getTextRecursively)
        .asString()
        .contains("Somebody may stand between us", "FE:DC:BA:98");
    assertThat(view.connection.confirm.getText()).startsWith("I know why it changed");

    test(view.connect).click();
    assertThat(find(Message.class, view.said).single().getText()).contains("is not confirmed yet");
    assertThat(view.connect.isEnabled()).isTrue();
    then(connections).should(never()).set(any(), any(), any());
  }

  @Test
  void addressIsRemovedAtOnce() {
    var view = open();

    test(view.forget).click();

    then(connections).should().forget(any(), eq(PORCH.id()));
    then(cameras).should(never()).edit(any(), any(), any());
  }

  @Test
  void aCameraThatSendsGetsAnAddressAndItsPasswordOnce() {
    given(arrivals.isOpen()).willReturn(true);
    given(arrivals.addressesOf("abcdefgh23456789"))
        .willReturn(List.of(new DialInAddress("rtsps://push.example:322/abcdefgh23456789", true)));
    var view = open();
    assertThat(view.issue.isVisible()).isFalse();

    view.way.setValue(ConnectionWay.DIAL_IN);
    assertThat(view.connection.isVisible()).isFalse();
    given(dialIns.issue(any(), eq(PORCH.id())))
        .willReturn(new DialInAnswer.Issued("abcdefgh23456789", "camera", "secret-once"));
    given(dialIns.pathOf(any(), eq(PORCH.id()))).willReturn(Optional.of("abcdefgh23456789"));
    test(view.issue).click();

    var card = find(DialInCard.class, view).single();
    assertThat(card.password).isNotNull();
    assertThat(card.password.getValue()).isEqualTo("secret-once");
    // Whoever comes again sees the address, and never the password.
    var again = find(DialInCard.class, open()).single();
    assertThat(again.password).isNull();
    assertThat(again.user.getValue()).isEqualTo("camera");
  }

  @Test
  void whereNobodyCanDialInItIsNotOffered() {
    assertThat(open().way.isVisible()).isFalse();
  }

  private EditView open() {
    return navigate("cameras/" + PORCH.id() + "/edit", EditView.class);
  }
}
