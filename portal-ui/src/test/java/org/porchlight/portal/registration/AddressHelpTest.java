package org.porchlight.portal.registration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.BDDMockito.given;
import static org.mockito.BDDMockito.then;
import static org.mockito.Mockito.mock;

import com.vaadin.browserless.SpringBrowserlessTest;
import com.vaadin.browserless.ViewPackages;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Code;
import com.vaadin.flow.component.html.ListItem;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mockito.ArgumentCaptor;
import org.porchlight.consent.CameraRegistration;
import org.porchlight.consent.Drafts;
import org.porchlight.consent.Level;
import org.porchlight.feeds.Arrivals;
import org.porchlight.feeds.Probe;
import org.porchlight.feeds.ProbeAnswer;
import org.porchlight.feeds.StreamFinder;
import org.porchlight.feeds.StreamsFound;
import org.porchlight.identity.Actor;
import org.porchlight.identity.Role;
import org.porchlight.kernel.FieldError;
import org.porchlight.portal.center.Background;
import org.porchlight.portal.map.MapSettings;
import org.porchlight.portal.shell.Message;
import org.porchlight.registry.AddressSearch;
import org.porchlight.registry.CameraConnection;
import org.porchlight.registry.CameraConnections;
import org.porchlight.registry.CertificatePin;
import org.porchlight.registry.ConnectionCheck;
import org.porchlight.registry.DialIns;
import org.porchlight.registry.NewCamera;
import org.porchlight.registry.OwnerCameras;
import org.porchlight.testing.WithActor;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.bean.override.mockito.MockitoBean;

@SpringBootTest
@ViewPackages(classes = RegistrationView.class)
@WithActor(Role.OWNER)
class AddressHelpTest extends SpringBrowserlessTest {

  static final StreamsFound.Found TWO =
      new StreamsFound.Found(
          "Lumen",
          "Porch 2",
          null,
          List.of(
              new StreamsFound.Choice(
                  "profile_1", "H265", 2560, 1440, "rtsp://203.0.113.20:554/main"),
              new StreamsFound.Choice("profile_2", "H264", 640, 360, "rtsp://203.0.113.20/sub")));

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

  ConnectionForm form;
  AddressHelp help;

  @BeforeEach
  void open() {
    given(connections.check(any(Actor.class), any(NewCamera.Stream.class)))
        .willReturn(new ConnectionCheck.Fine(mock(CameraConnection.class)));
    var view = navigate(RegistrationView.class);
    view.terms.level.setValue(Level.ALWAYS);
    form = view.connection;
    help = form.help;
    help.setOpened(true);
  }

  @Test
  void theCamerasStreamsAreListedAndOneOfThemFillsTheAddress() {
    given(finder.find(any(), any())).willReturn(TWO);
    form.user.setValue("owner");
    form.password.setValue("right");
    help.host.setValue("203.0.113.20:8000");

    ask();

    var asked = ArgumentCaptor.forClass(NewCamera.Stream.class);
    then(finder).should().find(any(), asked.capture());
    assertThat(asked.getValue())
        .isEqualTo(new NewCamera.Stream("http://203.0.113.20:8000/", "owner", "right"));
    assertThat(find(Message.class, help.found).single().getText()).contains("Lumen Porch 2");
    assertThat(
            find(ListItem.class, help.found).all().stream()
                .map(line -> line.getElement().getTextRecursively())
                .toList())
        .satisfiesExactly(
            main -> assertThat(main).contains("Main stream", "2560 × 1440 pixels, H.265"),
            sub -> assertThat(sub).contains("Sub-stream", "640 × 360 pixels, H.264"));

    test(find(Button.class, help.found).all().get(1)).click();

    assertThat(form.address.getValue()).isEqualTo("rtsp://203.0.113.20/sub");
    assertThat(form.password.getValue()).isEqualTo("right");
    assertThat(find(Message.class, form.answer).single().getText()).contains("Try it now");
  }

  @Test
  void aCameraThatDoesNotTellIsExplainedInPlainWords() {
    given(finder.find(any(), any()))
        .willReturn(new StreamsFound.Nothing(ProbeAnswer.WRONG_NAME_OR_PASSWORD, null));
    help.host.setValue("home.example.net");

    ask();

    assertThat(find(Message.class, help.found).single().getText())
        .contains("refuses the user name or password");
    assertThat(help.host.getValue()).isEqualTo("home.example.net");
    assertThat(help.ask.isEnabled()).isTrue();
  }

  @Test
  void withoutAHostNobodyIsAsked() {
    ask();

    assertThat(help.host.isInvalid()).isTrue();
    assertThat(help.ask.isEnabled()).isTrue();
    then(finder).shouldHaveNoInteractions();
  }

  @Test
  void aHostThatMayNotBeUsedIsRefusedAtItsFieldAndNotAsked() {
    given(connections.check(any(Actor.class), any(NewCamera.Stream.class)))
        .willReturn(
            new ConnectionCheck.Refused(
                FieldError.of("stream.address", "registration.stream.private")));
    help.host.setValue("192.168.0.4");

    test(help.ask).click();
    runPendingSignalsTasks();

    assertThat(help.host.getErrorMessage()).contains("private network");
    assertThat(help.host.getValue()).isEqualTo("192.168.0.4");
    then(finder).shouldHaveNoInteractions();
  }

  @Test
  void aCertificateThatNobodyVouchesForIsConfirmedBeforeAPasswordIsSent() {
    var pin = new CertificatePin("0123456789abcdef".repeat(4));
    var unknown = new NewCamera.Stream("https://203.0.113.20:443/", null, null);
    var known = new NewCamera.Stream("https://203.0.113.20:443/", null, null, pin);
    given(finder.find(any(), eq(unknown)))
        .willReturn(new StreamsFound.Nothing(ProbeAnswer.DOES_NOT_ANSWER, pin));
    given(finder.find(any(), eq(known))).willReturn(TWO);
    help.host.setValue("203.0.113.20");
    help.port.setValue(443);

    ask();
    assertThat(find(Code.class, help.found).single().getText()).startsWith("01:23:45:67:89:AB");

    test(help.confirm).click();
    roundTrip();
    assertThat(find(ListItem.class, help.found).all()).hasSize(2);

    // It was confirmed for that host, and for no other.
    help.host.setValue("203.0.113.21");
    assertThat(find(ListItem.class, help.found).exists()).isFalse();
  }

  @Test
  void aMakersAddressIsFilledInWithTheHostThatWasTyped() {
    help.makers.maker.setValue(maker("Hikvision (HiLook)"));
    help.host.setValue("http://home.example.net:8000/");

    test(find(Button.class, help.makers.about).all().getFirst()).click();
    assertThat(form.address.getValue())
        .isEqualTo("rtsp://home.example.net:554/Streaming/Channels/101");

    test(find(Button.class, help.makers.about).all().get(1)).click();
    assertThat(form.address.getValue())
        .isEqualTo("rtsp://home.example.net:554/Streaming/Channels/102");
    assertThat(find(Message.class, form.answer).single().getText()).contains("Try it now");
  }

  @Test
  void withoutAHostAMakersAddressIsShownAndNotFilledIn() {
    help.makers.maker.setValue(maker("Reolink"));

    assertThat(help.makers.about.getElement().getTextRecursively())
        .contains("rtsp://CAMERA:554/Preview_01_main", "As the maker describes it.");
    test(find(Button.class, help.makers.about).all().getFirst()).click();

    assertThat(help.host.isInvalid()).isTrue();
    assertThat(form.address.isEmpty()).isTrue();
  }

  @Test
  void itIsSaidPlainlyWhenAMakersCamerasGiveNoStream() {
    help.makers.maker.setValue(maker("Ring"));

    assertThat(find(Message.class, help.makers.about).single().getText())
        .contains("cannot be connected", "register yours all the same");
    assertThat(find(Button.class, help.makers.about).exists()).isFalse();
  }

  private static Maker maker(String name) {
    return Maker.all().stream().filter(one -> one.name().equals(name)).findFirst().orElseThrow();
  }

  private void ask() {
    test(help.ask).click();
    roundTrip();
  }
}
