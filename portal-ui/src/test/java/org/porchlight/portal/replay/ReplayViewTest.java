package org.porchlight.portal.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyCollection;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.ArgumentMatchers.isNull;
import static org.mockito.BDDMockito.given;
import static org.mockito.BDDMockito.then;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.times;
import static org.porchlight.portal.center.Samples.AGENCY;
import static org.porchlight.portal.center.Samples.NOW;
import static org.porchlight.portal.center.Samples.camera;
import static org.porchlight.portal.center.Samples.incident;

import com.vaadin.browserless.SpringBrowserlessTest;
import com.vaadin.browserless.ViewPackages;
import com.vaadin.flow.component.ComponentUtil;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.router.QueryParameters;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mockito.ArgumentCaptor;
import org.porchlight.access.Access;
import org.porchlight.access.AgencyCameras;
import org.porchlight.access.Around;
import org.porchlight.access.CamerasNear;
import org.porchlight.access.EndReason;
import org.porchlight.access.LookPace;
import org.porchlight.access.Purpose;
import org.porchlight.access.Reason;
import org.porchlight.evidence.Clips;
import org.porchlight.evidence.Footage;
import org.porchlight.evidence.FootageReplay;
import org.porchlight.evidence.Recordings;
import org.porchlight.evidence.Replay;
import org.porchlight.evidence.ReplayAnswer;
import org.porchlight.evidence.ReplayFootage;
import org.porchlight.evidence.ReplayWatcher;
import org.porchlight.identity.People;
import org.porchlight.identity.Role;
import org.porchlight.incidents.Incident;
import org.porchlight.incidents.Incidents;
import org.porchlight.incidents.Source;
import org.porchlight.portal.center.AgencyIncidents;
import org.porchlight.portal.center.Background;
import org.porchlight.portal.center.Viewer;
import org.porchlight.portal.center.WithActor;
import org.porchlight.portal.shell.CurrentActor;
import org.porchlight.registry.Camera;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.bean.override.mockito.MockitoBean;

@SpringBootTest
@ViewPackages(classes = ReplayView.class)
@WithActor(Role.OPERATOR)
class ReplayViewTest extends SpringBrowserlessTest {

  static final Incident BURGLARY = incident("2026-0412", "Burglary", Source.CAD);
  static final Camera PLAZA = camera("Plaza");
  static final Camera BRIDGE = camera("Bridge");

  @TestConfiguration
  @Import({AgencyIncidents.class, ReplayDesk.class, Viewer.class, CurrentActor.class})
  static class Parts {

    @Bean
    Background inline() {
      return new Background(Runnable::run);
    }
  }

  @MockitoBean Incidents incidents;
  @MockitoBean Access access;
  @MockitoBean FootageReplay replays;
  @MockitoBean Clips clips;
  @MockitoBean Recordings recordings;
  @MockitoBean CamerasNear camerasNear;
  @MockitoBean LookPace pace;
  @MockitoBean AgencyCameras agencyCameras;
  @MockitoBean People people;

  final Replay replay = mock(Replay.class);

  @BeforeEach
  void oneRecordedCamera() {
    given(incidents.openOf(AGENCY)).willReturn(List.of(BURGLARY));
    given(incidents.find(BURGLARY.id())).willReturn(Optional.of(BURGLARY));
    given(agencyCameras.of(any())).willReturn(List.of(PLAZA, BRIDGE));
    given(camerasNear.around(any(), any())).willReturn(new Around.Seen(List.of()));
    given(recordings.recorded(anyCollection())).willReturn(Set.of(PLAZA.id(), BRIDGE.id()));
    given(replay.id()).willReturn(UUID.randomUUID());
    given(replay.isOpen()).willReturn(true);
    given(replay.extent()).willReturn(Optional.of(new Footage.Span(NOW.minusSeconds(600), NOW)));
    given(replay.between(any(), any()))
        .willReturn(
            new ReplayFootage(
                List.of(new ReplayFootage.Piece(UUID.randomUUID(), NOW.minusSeconds(20), NOW)),
                new Footage(
                    List.of(
                        new Footage.Span(NOW.minusSeconds(600), NOW.minusSeconds(200)),
                        new Footage.Span(NOW.minusSeconds(190), NOW)),
                    List.of(new Footage.Span(NOW.minusSeconds(200), NOW.minusSeconds(190))))));
    answer(new ReplayAnswer.Opened(replay));
  }

  @Test
  void withoutCameraOrPurposeNothingIsAskedFor() {
    var view = navigate(ReplayView.class);

    test(view.open).click();
    assertThat(view.camera.isInvalid()).isTrue();
    view.camera.setValue(PLAZA);
    test(view.open).click();

    assertThat(view.purpose.isInvalid()).isTrue();
    then(replays).should(never()).open(any(), any(), any(), any(), any());
  }

  @Test
  void aRecordingIsOpenedAtItsNewestAndItsGapsAreSaidInWords() {
    var view = opened();

    var panel = find(ReplayPanel.class).single();
    assertThat(panel.spans.getSummaryText()).endsWith(": 1 gap");
    assertThat(panel.spans.getElement().getTextRecursively()).contains("Gap:", "(10 s)");
    then(replays).should().open(any(), eq(PLAZA.id()), eq("INV-ROBBERY"), isNull(), any());
    then(replay)
        .should()
        .between(
            NOW.minusSeconds(30).minus(ReplayPanel.SIDE),
            NOW.minusSeconds(30).plus(ReplayPanel.SIDE));
    assertThat(view.message.getElement().getTextRecursively()).isEmpty();
  }

  @Test
  void anotherMomentOfTheSameIsNotAnotherLook() {
    var view = opened();

    view.moment.setValue(java.time.LocalDateTime.parse("2026-11-22T19:55:00"));
    test(view.open).click();

    then(replays).should(times(1)).open(any(), any(), any(), any(), any());
    then(replay).should(never()).close();
  }

  @Test
  void anotherCameraIsAnotherLookAndTheFirstIsClosed() {
    var view = opened();

    view.camera.setValue(BRIDGE);
    test(view.open).click();

    then(replay).should().close();
    then(replays).should(times(2)).open(any(), any(), any(), any(), any());
    assertThat(find(ReplayPanel.class).all()).hasSize(1);
  }

  @Test
  void aTimeAtWhichNothingWasRecordedIsSaidSoAndItBeginsAtTheNearest() {
    var view = navigate(ReplayView.class);
    view.camera.setValue(PLAZA);
    view.purpose.setValue(Purpose.INV_ROBBERY);
    view.moment.setValue(java.time.LocalDateTime.parse("2026-11-20T08:00:00"));

    test(view.open).click();

    assertThat(view.message.getElement().getTextRecursively())
        .contains("Nothing was recorded at this time");
    var first = NOW.minusSeconds(600);
    then(replay).should().between(first.minus(ReplayPanel.SIDE), first.plus(ReplayPanel.SIDE));
  }

  @Test
  void whereThereIsNothingToSeeNoPlayerIsLeftOpen() {
    given(replay.extent()).willReturn(Optional.empty());

    var view = opened();

    assertThat(view.message.getElement().getTextRecursively()).contains("There is nothing");
    assertThat(find(ReplayPanel.class).exists()).isFalse();
    then(replay).should().close();
  }

  @Test
  void whoeverAsksFasterThanAnybodyLooksReadsHowLongToWait() {
    given(pace.ask(any(), eq(LookPace.Question.LOOK), any()))
        .willReturn(Optional.of(Duration.ofSeconds(7)));

    var view = opened();

    assertThat(view.message.getElement().getTextRecursively()).contains("Wait 8 seconds");
    then(replays).should(never()).open(any(), any(), any(), any(), any());
  }

  @Test
  void whoeverGoesThroughIncidentsReadsHowLongToWaitAndStillSeesTheAgencysOwn() {
    given(camerasNear.around(any(), any())).willReturn(new Around.TooFast(Duration.ofSeconds(7)));

    var view = navigate(ReplayView.class, Map.of("incident", BURGLARY.id().toString()));

    assertThat(view.message.getElement().getTextRecursively()).contains("Wait 8 seconds");
    assertThat(view.camera.getListDataView().getItems()).contains(PLAZA);
  }

  @Test
  void whatMayNotBeSeenIsRefusedWithItsReason() {
    answer(new ReplayAnswer.Refused(Reason.SWITCHED_OFF));

    var view = opened();

    assertThat(view.message.getElement().getTextRecursively()).contains("Plaza");
    assertThat(find(ReplayPanel.class).exists()).isFalse();
  }

  @Test
  void whenItEndsTheToolsGoAndTheReasonStays() {
    opened();
    var panel = find(ReplayPanel.class).single();
    given(replay.isOpen()).willReturn(false);

    watcher().ended(new EndReason.GroundEnded(Reason.SWITCHED_OFF));
    var session = UI.getCurrent().getSession();
    session.getService().runPendingAccessTasks(session);

    assertThat(panel.spans.isVisible()).isFalse();
    assertThat(panel.save.isVisible() && panel.save.getParent().orElseThrow().isVisible())
        .isFalse();
  }

  @Test
  void aBrowserThatAsksForNonsenseIsNotAnswered() {
    opened();
    var player = find(ReplayPlayer.class).single();

    for (var at : new double[] {Double.NaN, 9e18, -9e18, Double.POSITIVE_INFINITY}) {
      ComponentUtil.fireEvent(player, new ReplayPlayer.Move(player, true, at, true));
    }
    ComponentUtil.fireEvent(player, new ReplayPlayer.Move(player, true, NOW.toEpochMilli(), true));

    then(replay).should().between(NOW.minus(ReplayPanel.SIDE), NOW.plus(ReplayPanel.SIDE));
  }

  @Test
  void aLinkFillsInTheFormAndOpensNothing() {
    var view =
        follow(
            "replay/" + BURGLARY.id(),
            Map.of("camera", BRIDGE.id().toString(), "purpose", "INV-BURGLARY"));

    assertThat(view.incident.getValue()).isEqualTo(BURGLARY);
    assertThat(view.camera.getValue()).isEqualTo(BRIDGE);
    assertThat(view.purpose.getValue()).isEqualTo(Purpose.INV_BURGLARY);
    assertThat(view.moment.getValue()).isNotNull();
    then(replays).should(never()).open(any(), any(), any(), any(), any());
  }

  @Test
  void hostileAddressesFillInNothing() {
    var view = follow("replay/not-an-id", Map.of("camera", "<script>", "purpose", "curiosity"));

    assertThat(view.incident.getValue()).isNull();
    assertThat(view.camera.getValue()).isNull();
    assertThat(view.purpose.getValue()).isNull();
  }

  @Test
  void leavingThePageClosesTheReplay() {
    opened();

    navigate(ReplayView.class, Map.of("incident", BURGLARY.id().toString()));

    then(replay).should().close();
  }

  @Test
  @WithActor(Role.HOUSING_MANAGER)
  void housingStaffNeverSeeThePage() {
    assertThatThrownBy(() -> navigate(ReplayView.class)).isNotNull();
  }

  private void answer(ReplayAnswer answer) {
    given(replays.open(any(), any(), any(), any(), any())).willReturn(answer);
  }

  private ReplayWatcher watcher() {
    var captor = ArgumentCaptor.forClass(ReplayWatcher.class);
    then(replays).should().open(any(), any(), any(), any(), captor.capture());
    return captor.getValue();
  }

  private ReplayView follow(String address, Map<String, String> query) {
    UI.getCurrent().navigate(address, QueryParameters.simple(query));
    return (ReplayView) getCurrentView();
  }

  private ReplayView opened() {
    var view = navigate(ReplayView.class);
    view.camera.setValue(PLAZA);
    view.purpose.setValue(Purpose.INV_ROBBERY);
    test(view.open).click();
    return view;
  }
}
