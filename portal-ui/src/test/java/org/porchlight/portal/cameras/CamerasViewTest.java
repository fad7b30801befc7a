package org.porchlight.portal.cameras;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyCollection;
import static org.mockito.BDDMockito.given;
import static org.mockito.BDDMockito.then;
import static org.mockito.Mockito.never;

import com.vaadin.browserless.SpringBrowserlessTest;
import com.vaadin.browserless.ViewPackages;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.html.Paragraph;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.porchlight.consent.Sharing;
import org.porchlight.feeds.Arrival;
import org.porchlight.feeds.Arrivals;
import org.porchlight.feeds.CameraHealth;
import org.porchlight.feeds.FeedHealth;
import org.porchlight.feeds.FeedState;
import org.porchlight.feeds.StreamProblem;
import org.porchlight.identity.Role;
import org.porchlight.portal.shell.Refresh;
import org.porchlight.portal.shell.SharingSwitched;
import org.porchlight.portal.shell.StateWord;
import org.porchlight.registry.Camera;
import org.porchlight.registry.CameraId;
import org.porchlight.registry.DialIns;
import org.porchlight.registry.OwnerCameras;
import org.porchlight.testing.Cameras;
import org.porchlight.testing.WithActor;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.bean.override.mockito.MockitoBean;

@SpringBootTest
@ViewPackages(classes = CamerasView.class)
@WithActor(Role.OWNER)
class CamerasViewTest extends SpringBrowserlessTest {

  @MockitoBean OwnerCameras cameras;
  @MockitoBean Sharing sharing;
  @MockitoBean CameraHealth health;
  @MockitoBean DialIns dialIns;
  @MockitoBean Arrivals arrivals;
  @MockitoBean Refresh refresh;

  @BeforeEach
  void twoCamerasOfWhichOneIsOff() {
    given(cameras.of(any())).willReturn(List.of(Cameras.PORCH, Cameras.YARD));
    given(cameras.sitesOf(any())).willReturn(List.of(Cameras.SITE));
    given(sharing.currentOf(anyCollection()))
        .willReturn(
            Map.of(
                Cameras.PORCH.id(), Cameras.consent(Cameras.PORCH, false),
                Cameras.YARD.id(), Cameras.consent(Cameras.YARD, true)));
    given(health.of(any())).willReturn(feed(new FeedState.Idle()));
  }

  @Test
  void everyCameraSaysInWordsHowItStands() {
    given(health.of(Cameras.PORCH.id()))
        .willReturn(feed(new FeedState.Lost(Cameras.NOON, StreamProblem.NO_ANSWER, 3)));

    navigate(CamerasView.class);

    assertThat(words(card(Cameras.PORCH)))
        .contains("Shared", "Waiting for proof of address")
        .anyMatch(word -> word.contains("The camera does not answer."));
    assertThat(words(card(Cameras.YARD)))
        .contains("Off: nobody can look", "Connected; nobody is looking");
  }

  @Test
  void cameraThatDialsInIsNotCalledConnectedWhileItIsAway() {
    given(dialIns.of(any())).willReturn(Set.of(Cameras.PORCH.id()));
    navigate(CamerasView.class);
    assertThat(words(card(Cameras.PORCH)))
        .contains("Does not send to us now")
        .noneMatch(word -> word.contains("Connected"));

    given(arrivals.of(Cameras.PORCH.id()))
        .willReturn(Optional.of(new Arrival(Cameras.NOON, "203.0.113.5", true, false)));
    SharingSwitched.tell();

    assertThat(words(card(Cameras.PORCH))).contains("Sends to us; nobody is looking");
  }

  @Test
  void feedWhoseStateIsNotKnownTakesNothingElseAway() {
    given(health.of(Cameras.PORCH.id())).willThrow(new IllegalStateException("no answer"));

    navigate(CamerasView.class);

    assertThat(words(card(Cameras.PORCH))).contains("Shared", "State not known just now");
    assertThat(card(Cameras.PORCH).switchOff.isEnabled()).isTrue();
    assertThat(words(card(Cameras.YARD))).contains("Connected; nobody is looking");
  }

  @Test
  void switchWorksAtOnceAndWithoutAQuestion() {
    navigate(CamerasView.class);

    test(card(Cameras.PORCH).switchOff).click();

    then(sharing).should().off(any(), org.mockito.ArgumentMatchers.eq(Cameras.PORCH.id()));
    assertThat(find(ConfirmDialog.class).exists()).isFalse();
  }

  @Test
  void cameraThatIsOffCanBeSwitchedOnAgain() {
    navigate(CamerasView.class);

    test(card(Cameras.YARD).switchOn).click();

    then(sharing).should().on(any(), org.mockito.ArgumentMatchers.eq(Cameras.YARD.id()));
  }

  @Test
  void switchStaysWhereItIsWhenTheCameraFaresOtherwise() {
    navigate(CamerasView.class);
    var before = card(Cameras.PORCH);
    given(health.of(Cameras.PORCH.id())).willReturn(feed(new FeedState.Idle()));

    SharingSwitched.tell();

    assertThat(words(card(Cameras.PORCH))).contains("Connected; nobody is looking");
    assertThat(card(Cameras.PORCH)).isSameAs(before);
    assertThat(before.switchOff.isVisible()).isTrue();
    assertThat(before.switchOn.isVisible()).isFalse();
  }

  @Test
  void deletingAsksFirstBecauseItCannotBeUndone() {
    navigate(CamerasView.class);
    test(card(Cameras.PORCH).delete).click();

    then(cameras).should(never()).delete(any(), any(CameraId.class));
    test(find(ConfirmDialog.class).single()).confirm();
    then(cameras).should().delete(any(), org.mockito.ArgumentMatchers.eq(Cameras.PORCH.id()));
  }

  @Test
  void firstVisitIsInvitedToRegister() {
    given(cameras.of(any())).willReturn(List.of());

    var view = navigate(CamerasView.class);

    assertThat(find(Paragraph.class, view.cards).single().getText()).contains("Register one");
  }

  @Test
  void hundredsOfCamerasAreShownAFewAtATimeAndFoundByName() {
    var many = new ArrayList<Camera>();
    for (var i = 0; i < 120; i++) {
      many.add(named(i == 119 ? "Loading dock" : "Hall " + i));
    }
    given(cameras.of(any())).willReturn(many);

    var view = navigate(CamerasView.class);

    assertThat(find(CameraCard.class).all()).hasSize(50);
    assertThat(view.found.getText()).isEqualTo("50 of 120 cameras");
    test(view.more).click();
    assertThat(find(CameraCard.class).all()).hasSize(100);
    test(view.find).setValue("DOCK");
    assertThat(find(CameraCard.class).single().shown().camera().name()).isEqualTo("Loading dock");
    assertThat(view.more.isVisible()).isFalse();
    test(view.find).setValue("no such");
    assertThat(view.found.getText()).isEqualTo("No camera is called so.");
  }

  private static Camera named(String name) {
    var porch = Cameras.PORCH;
    return new Camera(
        new CameraId(UUID.randomUUID()),
        porch.site(),
        porch.owner(),
        porch.organisation(),
        name,
        porch.place(),
        porch.view(),
        porch.sees(),
        porch.ownership(),
        porch.overwriteDays(),
        porch.connected(),
        porch.proved(),
        porch.agency(),
        porch.version());
  }

  private CameraCard card(Camera camera) {
    return find(CameraCard.class)
        .withCondition(card -> card.shown().camera().equals(camera))
        .single();
  }

  private List<String> words(CameraCard card) {
    return find(StateWord.class, card).all().stream().map(StateWord::getText).toList();
  }

  private static FeedHealth feed(FeedState state) {
    return new FeedHealth(state, null, 0, 0, Duration.ZERO, 0, 0, null, 0, null, 0, 0);
  }
}
