package org.porchlight.portal.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.ArgumentMatchers.isNull;
import static org.mockito.BDDMockito.given;
import static org.mockito.BDDMockito.then;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.times;
import static org.porchlight.portal.center.Samples.AGENCY;
import static org.porchlight.portal.center.Samples.CORNER;
import static org.porchlight.portal.center.Samples.NOW;
import static org.porchlight.portal.center.Samples.camera;
import static org.porchlight.portal.center.Samples.clip;
import static org.porchlight.portal.center.Samples.incident;

import com.vaadin.browserless.SpringBrowserlessTest;
import com.vaadin.browserless.ViewPackages;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.ComponentUtil;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Image;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.porchlight.access.Access;
import org.porchlight.access.AgencyCameras;
import org.porchlight.access.AlarmAtDesk;
import org.porchlight.access.AlarmId;
import org.porchlight.access.Alarms;
import org.porchlight.access.Around;
import org.porchlight.access.CameraNear;
import org.porchlight.access.CamerasNear;
import org.porchlight.access.CityCells;
import org.porchlight.access.Decision;
import org.porchlight.access.Ground;
import org.porchlight.access.LookPace;
import org.porchlight.access.LookTicket;
import org.porchlight.access.OverrideAnswer;
import org.porchlight.access.OverrideId;
import org.porchlight.access.Overrides;
import org.porchlight.access.Permit;
import org.porchlight.access.Purpose;
import org.porchlight.access.Reason;
import org.porchlight.access.Use;
import org.porchlight.access.Verdict;
import org.porchlight.audit.RecordedAccess;
import org.porchlight.evidence.ClipAnswer;
import org.porchlight.evidence.ClipState;
import org.porchlight.evidence.Clips;
import org.porchlight.evidence.Recording;
import org.porchlight.evidence.RecordingAnswer;
import org.porchlight.evidence.Recordings;
import org.porchlight.feeds.FeedHealth;
import org.porchlight.feeds.FeedState;
import org.porchlight.feeds.HealthBoard;
import org.porchlight.feeds.HealthLine;
import org.porchlight.feeds.HealthSum;
import org.porchlight.feeds.LiveViews;
import org.porchlight.feeds.Outage;
import org.porchlight.feeds.PermittedSnapshots;
import org.porchlight.feeds.SnapshotAnswer;
import org.porchlight.feeds.StreamProblem;
import org.porchlight.feeds.Window;
import org.porchlight.identity.LogIn;
import org.porchlight.identity.OrganisationId;
import org.porchlight.identity.People;
import org.porchlight.identity.PersonId;
import org.porchlight.identity.Role;
import org.porchlight.incidents.DeskAnswer;
import org.porchlight.incidents.Incident;
import org.porchlight.incidents.IncidentDesk;
import org.porchlight.incidents.IncidentId;
import org.porchlight.incidents.Incidents;
import org.porchlight.incidents.Source;
import org.porchlight.incidents.State;
import org.porchlight.incidents.Timeline;
import org.porchlight.incidents.TimelineEntry;
import org.porchlight.patrol.Duty;
import org.porchlight.plates.Readers;
import org.porchlight.portal.center.AgencyIncidents;
import org.porchlight.portal.center.Background;
import org.porchlight.portal.center.CenterNews;
import org.porchlight.portal.center.Topic;
import org.porchlight.portal.center.Viewer;
import org.porchlight.portal.center.WithActor;
import org.porchlight.portal.map.MapSettings;
import org.porchlight.portal.shell.CurrentActor;
import org.porchlight.registry.Camera;
import org.porchlight.registry.CameraCell;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.bean.override.mockito.MockitoBean;

@SpringBootTest
@ViewPackages(classes = ConsoleView.class)
@WithActor(Role.OPERATOR)
class ConsoleViewTest extends SpringBrowserlessTest {

  static final Incident BURGLARY = incident("2026-0412", "Burglary", Source.CAD);
  static final Camera PORCH = camera("Porch");
  static final Camera DENTIST = camera("Dentist, parking");

  @TestConfiguration
  @Import({
    AgencyIncidents.class,
    Surroundings.class,
    LiveDesk.class,
    OverrideDesk.class,
    Viewer.class,
    CurrentActor.class
  })
  static class Parts {

    @Bean
    Background inline() {
      return new Background(Runnable::run);
    }

    @Bean
    Clock clock() {
      return Clock.fixed(NOW, ZoneOffset.UTC);
    }

    @Bean
    MapSettings map() {
      return new MapSettings(null, "", 33.52, -86.81, 15);
    }
  }

  @MockitoBean Incidents incidents;
  @MockitoBean CamerasNear camerasNear;
  @MockitoBean Alarms alarms;
  @MockitoBean Overrides overrides;
  @MockitoBean LogIn logIn;
  @MockitoBean LookPace pace;
  @MockitoBean CityCells cells;
  @MockitoBean AgencyCameras agencyCameras;
  @MockitoBean HealthBoard health;
  @MockitoBean Readers readers;
  @MockitoBean Duty duty;
  @MockitoBean Access access;
  @MockitoBean LiveViews liveViews;
  @MockitoBean Clips clips;
  @MockitoBean Recordings recordings;
  @MockitoBean PermittedSnapshots snapshots;
  @MockitoBean IncidentDesk desk;
  @MockitoBean People people;
  @MockitoBean Timeline timeline;
  @MockitoBean CenterNews news;

  @BeforeEach
  void aBurglaryWithTwoCamerasNearBy() {
    given(incidents.openOf(AGENCY)).willReturn(List.of(BURGLARY));
    given(incidents.find(BURGLARY.id())).willReturn(Optional.of(BURGLARY));
    givenNear(
        List.of(
            new CameraNear(PORCH, 120, new Verdict.MayOpen(new Ground.OpenIncident(BURGLARY.id()))),
            new CameraNear(DENTIST, 180, new Verdict.MayNot(Reason.OUTSIDE_SCHEDULE))));
  }

  private void givenNear(List<CameraNear> near) {
    given(camerasNear.around(any(), any())).willReturn(new Around.Seen(near));
    given(camerasNear.again(any(), any())).willReturn(new Around.Seen(near));
  }

  private static Incident confirmed(Incident waiting) {
    return new Incident(
        waiting.id(),
        waiting.agency(),
        waiting.number(),
        waiting.kind(),
        waiting.priority(),
        waiting.place(),
        waiting.address(),
        waiting.source(),
        waiting.state(),
        waiting.openedAt(),
        waiting.openedBy(),
        PersonId.random(),
        2);
  }

  @Test
  void cameraThatIsLostIsSaidAtOnceAndNothingWhileAllIsWell() {
    var view = navigate(ConsoleView.class);
    assertThat(view.lost.getComponentCount()).isZero();

    given(health.of(any()))
        .willReturn(
            List.of(
                new HealthLine(
                    PORCH,
                    new FeedHealth(
                        new FeedState.Lost(NOW, StreamProblem.NO_ANSWER, 2),
                        null,
                        0,
                        0,
                        null,
                        0,
                        0,
                        null,
                        0,
                        null,
                        0,
                        0),
                    new Outage(NOW, StreamProblem.NO_ANSWER, null),
                    HealthSum.NOTHING)));
    view.refresh(EnumSet.of(Topic.FEEDS));
    assertThat(view.lost.getElement().getTextRecursively())
        .startsWith("No picture from Porch since");

    given(health.of(any())).willReturn(List.of());
    view.refresh(EnumSet.of(Topic.FEEDS));
    assertThat(view.lost.getComponentCount()).isZero();
  }

  @Test
  void ownersAlarmIsShownWithExactlyItsCamerasAndIsGoneWhenItEnds() {
    var view = navigate(ConsoleView.class);
    assertThat(view.alarms.isVisible()).isFalse();

    given(alarms.atDeskOf(any()))
        .willReturn(
            List.of(
                new AlarmAtDesk(AlarmId.random(), List.of(PORCH), NOW, NOW.plus(Alarms.LASTS))));
    given(access.ask(any(), any(), any(), any(), any()))
        .willReturn(new Decision.Denied(Reason.NO_INCIDENT, mock(RecordedAccess.class)));
    view.refresh(EnumSet.of(Topic.ALERTS));

    assertThat(view.alarms.isVisible()).isTrue();
    assertThat(words(view.alarms)).contains("Porch", "Ends by itself").doesNotContain("Dentist");
    test(find(Button.class, view.alarms).single()).click();
    then(access)
        .should()
        .ask(any(), eq(PORCH.id()), eq(Use.LIVE), eq("EMERGENCY-IN-PROGRESS"), isNull());
    assertThat(words(view.alarms)).contains("only during an incident");

    given(alarms.atDeskOf(any())).willReturn(List.of());
    view.refresh(EnumSet.of(Topic.ALERTS));
    assertThat(view.alarms.isVisible()).isFalse();
  }

  @Test
  void emergencyNeedsAPurposeAReasonAndTheCodeOnceMore() {
    var view = openBurglary();
    test(find(Button.class, view).withText("Emergency").single()).click();
    var dialog = find(OverrideDialog.class).single();

    test(dialog.ask).click();
    assertThat(dialog.purpose.isInvalid()).isTrue();
    assertThat(dialog.reason.isInvalid()).isTrue();
    assertThat(dialog.code.isInvalid()).isTrue();

    dialog.purpose.setValue(Purpose.MISSING_PERSON);
    dialog.reason.setValue("A child was seen at this door a minute ago");
    dialog.code.setValue("000000");
    given(logIn.again(any(), any())).willReturn(Optional.empty());
    test(dialog.ask).click();
    then(overrides).should(never()).ask(any(), any(), any(), any());
    assertThat(dialog.isOpened()).isTrue();
    assertThat(dialog.reason.getValue()).as("nothing typed is lost").startsWith("A child");

    given(logIn.again(any(), eq("123456"))).willAnswer(call -> Optional.of(call.getArgument(0)));
    given(overrides.ask(any(), eq(DENTIST.id()), eq(Purpose.MISSING_PERSON), any()))
        .willReturn(new OverrideAnswer.Granted(OverrideId.random(), NOW));
    given(access.ask(any(), any(), any(), any(), any()))
        .willReturn(new Decision.Denied(Reason.OUTSIDE_SCHEDULE, mock(RecordedAccess.class)));
    dialog.code.setValue("123456");
    test(dialog.ask).click();

    assertThat(dialog.isOpened()).isFalse();
    then(access)
        .should()
        .ask(any(), eq(DENTIST.id()), eq(Use.LIVE), eq("MISSING-PERSON"), eq(BURGLARY.id()));
  }

  @Test
  void newIncidentAppearsWithoutReload() {
    var view = navigate(ConsoleView.class);
    var theft = incident("2026-0413", "Vehicle theft", Source.CAD);
    given(incidents.openOf(AGENCY)).willReturn(List.of(theft, BURGLARY));

    view.refresh(EnumSet.of(Topic.INCIDENTS));

    assertThat(find(IncidentCard.class).all())
        .extracting(ConsoleViewTest::words)
        .satisfiesExactly(
            first -> assertThat(first).contains("Vehicle theft", "2026-0413"),
            second -> assertThat(second).contains("Burglary"));
    assertThat(find(Span.class).withText("New incident: Vehicle theft, 120 Main Street").exists())
        .isTrue();
  }

  @Test
  void refreshKeepsTheCardThatHasTheFocus() {
    var view = navigate(ConsoleView.class);
    var before = find(IncidentCard.class).single();

    view.refresh(EnumSet.allOf(Topic.class));

    assertThat(find(IncidentCard.class).single()).isSameAs(before);
  }

  @Test
  void choosingAnIncidentShowsWhatMayBeOpenedAndWhyTheRestMayNot() {
    openBurglary();

    assertThat(find(NearCameraRow.class).all())
        .extracting(ConsoleViewTest::words)
        .satisfiesExactly(
            porch -> assertThat(porch).contains("Porch", "120 m", "May be opened", "Open live"),
            dentist ->
                assertThat(dentist)
                    .contains("Dentist", "180 m", "does not share this camera at this hour")
                    .doesNotContain("Open live"));
  }

  @Test
  void cameraThatSaysTheSameKeepsItsButtonWhenOthersChange() {
    var view = openBurglary();
    var before = find(NearCameraRow.class).all();
    var may = new Verdict.MayOpen(new Ground.OpenIncident(BURGLARY.id()));
    givenNear(List.of(new CameraNear(PORCH, 120, may), new CameraNear(DENTIST, 180, may)));

    view.refresh(EnumSet.allOf(Topic.class));

    var after = find(NearCameraRow.class).all();
    assertThat(after).hasSize(2);
    assertThat(after.getFirst()).isSameAs(before.getFirst());
    assertThat(words(after.getLast())).contains("Dentist", "Open live");
  }

  @Test
  void cameraWithoutAStreamSaysSoInsteadOfOfferingAButton() {
    var unconnected = camera("Yard", false);
    givenNear(
        List.of(
            new CameraNear(
                unconnected, 90, new Verdict.MayOpen(new Ground.OpenIncident(BURGLARY.id())))));

    openBurglary();

    assertThat(words(find(NearCameraRow.class).single()))
        .contains("no stream is connected")
        .doesNotContain("Open live");
    assertThat(find(H3.class).all())
        .extracting(H3::getText)
        .contains("Cameras near by: 1, of which 0 may be opened");
  }

  @Test
  void whatHappenedInTheIncidentIsToldInTheReadersLanguage() {
    given(timeline.of(BURGLARY.id()))
        .willReturn(
            List.of(
                new TimelineEntry(NOW, "opened", null, Map.of()),
                new TimelineEntry(
                    NOW, "alert.raised", null, Map.of("kind", "INCIDENT", "severity", "URGENT")),
                new TimelineEntry(NOW, "alert.closed", null, Map.of("outcome", "LED_TO_ARREST"))));

    var view = openBurglary();

    assertThat(view.panel.timeline.getSummaryText()).isEqualTo("What happened so far: 3");
    assertThat(find(ListItem.class, view.panel.timeline).all())
        .extracting(ConsoleViewTest::words)
        .satisfiesExactly(
            last -> assertThat(last).contains("Alert closed: Led to arrest"),
            middle -> assertThat(middle).contains("Alert sent: Incident, Urgent"),
            first -> assertThat(first).contains("Incident opened"));
  }

  @Test
  void nothingIsOpenedWithoutAPurpose() {
    var view = openBurglary();

    test(openButton()).click();

    assertThat(view.panel.purpose.isInvalid()).isTrue();
    then(access).should(never()).ask(any(), any(), any(), any(), any());
  }

  @Test
  void allowedCameraBecomesALiveTile() {
    var view = openLive();

    assertThat(view.wall.getChildren()).hasSize(1);
    assertThat(find(LivePicture.class).single().getElement().getAttribute("ticket"))
        .isEqualTo("ticket-1");
  }

  @Test
  void deniedCameraIsExplainedInWords() {
    given(access.ask(any(), any(), any(), any(), any()))
        .willReturn(new Decision.Denied(Reason.SWITCHED_OFF, mock(RecordedAccess.class)));
    var view = openBurglary();
    view.panel.purpose.setValue(Purpose.INV_BURGLARY);

    test(openButton()).click();

    assertThat(find(Paragraph.class).withClassName("message-bad").single().getText())
        .contains("Porch", "The owner has switched sharing off.");
    assertThat(view.wall.getChildren()).isEmpty();
  }

  @Test
  void endedViewSaysWhyAndCanBeAskedForAgain() {
    openLive();
    var tile = find(LiveTile.class).single();

    fireEnded(tile, "SWITCHED_OFF");

    assertThat(tile.isLive()).isFalse();
    assertThat(tile.save.isVisible()).isFalse();
    assertThat(tile.again.isVisible()).isTrue();
    assertThat(tile.picture.getElement().getPropertyRaw("texts").toString())
        .contains("The view has ended. The owner has switched sharing off.");
  }

  @Test
  void savedClipShowsItsChecksumAndTheWayToIt() {
    given(clips.save(any(), any(), any()))
        .willReturn(new ClipAnswer.Stored(List.of(clip(PORCH, BURGLARY, ClipState.STORED))));
    openLive();

    test(find(LiveTile.class).single().save).click();
    roundTrip();

    var note = find(Paragraph.class).withClassName("message-good").single();
    assertThat(words(note)).contains("Clip stored.", "ab12cd34ef56", "Play");
    then(access)
        .should()
        .ask(any(), eq(PORCH.id()), eq(Use.CLIP), eq("INV-BURGLARY"), eq(BURGLARY.id()));
  }

  @Test
  void aPhotoIsAskedForOnItsOwnAndGoesWithTheView() {
    given(snapshots.take(any(), any()))
        .willReturn(new SnapshotAnswer.Taken(new byte[] {1, 2, 3}, 640, 360));
    openLive();
    var tile = find(LiveTile.class).single();

    test(tile.photo.take).click();
    roundTrip();

    assertThat(find(Image.class).withClassName("live-photo").single().getSrc())
        .isEqualTo("data:image/jpeg;base64,AQID");
    assertThat(words(tile.photo)).contains("it is in the log");
    assertThat(tile.photo.take.isEnabled()).isTrue();
    then(access)
        .should()
        .ask(any(), eq(PORCH.id()), eq(Use.SNAPSHOT), eq("INV-BURGLARY"), eq(BURGLARY.id()));
    fireEnded(tile, "SWITCHED_OFF");
    assertThat(find(Image.class).withClassName("live-photo").exists()).isFalse();
  }

  @Test
  void whereThereIsNoPhotoItIsSaidWhy() {
    given(snapshots.take(any(), any()))
        .willReturn(new SnapshotAnswer.Busy())
        .willReturn(new SnapshotAnswer.NoPicture())
        .willReturn(new SnapshotAnswer.Ended(Reason.SWITCHED_OFF))
        .willThrow(new IllegalStateException("a bug"));
    openLive();
    var tile = find(LiveTile.class).single();

    for (var words :
        List.of("still being taken", "no picture", "switched sharing off", "no picture")) {
      test(tile.photo.take).click();
      roundTrip();
      assertThat(words(find(Paragraph.class).withClassName("message-bad").single()))
          .contains(words);
      assertThat(tile.photo.take.isEnabled()).isTrue();
    }
  }

  @Test
  void theOperatorChoosesHowMuchIsSaved() {
    given(clips.save(any(), any(), any()))
        .willReturn(new ClipAnswer.Stored(List.of(clip(PORCH, BURGLARY, ClipState.STORED))));
    openLive();
    var tile = find(LiveTile.class).single();

    tile.window.length.setValue(ClipWindow.Length.LAST_60);
    assertThat(tile.save.getText()).isEqualTo("Save clip (last minute)");
    test(tile.save).click();
    roundTrip();

    then(clips).should().save(any(), any(), eq(new Window.Last(Duration.ofMinutes(1))));
  }

  @Test
  void aWindowThatEndsBeforeItBeginsIsNotAskedFor() {
    openLive();
    var tile = find(LiveTile.class).single();

    tile.window.length.setValue(ClipWindow.Length.SPAN);
    tile.window.from.setValue(LocalTime.of(10, 5));
    tile.window.to.setValue(LocalTime.of(10, 4));
    test(tile.save).click();
    roundTrip();

    assertThat(tile.window.to.isInvalid()).isTrue();
    assertThat(tile.save.isEnabled()).isTrue();
    then(clips).should(never()).save(any(), any(), any());
  }

  @Test
  void aCameraIsRecordedDuringAnIncidentAndTheTileSaysSo() {
    var recording =
        new Recording(
            UUID.randomUUID(),
            PORCH.id(),
            AGENCY,
            BURGLARY.id(),
            UUID.randomUUID(),
            NOW,
            30,
            null,
            null);
    given(recordings.begin(any(), any())).willReturn(new RecordingAnswer.GoesOn(recording));
    openLive();
    var tile = find(LiveTile.class).single();

    test(tile.recording.begin).click();

    then(access)
        .should()
        .ask(any(), eq(PORCH.id()), eq(Use.RECORD), eq("INV-BURGLARY"), eq(BURGLARY.id()));
    assertThat(words(tile.recording)).contains("Recording while the incident is open");
    assertThat(tile.recording.begin.isVisible()).isFalse();
    assertThat(tile.recording.stop.isVisible()).isTrue();
    assertThat(tile.recording.days.isVisible()).isFalse();
    test(tile.recording.stop).click();
    then(recordings).should().stop(any(), eq(PORCH.id()));
  }

  @Test
  void aRecordingThatMayNotBeginSaysWhy() {
    given(recordings.begin(any(), any()))
        .willReturn(new RecordingAnswer.No(Reason.INCIDENT_CLOSED));
    openLive();
    var tile = find(LiveTile.class).single();

    test(tile.recording.begin).click();

    assertThat(words(tile.recording)).contains("closed");
    assertThat(tile.recording.stop.isVisible()).isFalse();
  }

  @Test
  void aClipInPartsSaysSo() {
    var clip = clip(PORCH, BURGLARY, ClipState.STORED);
    given(clips.save(any(), any(), any())).willReturn(new ClipAnswer.Stored(List.of(clip, clip)));
    openLive();

    test(find(LiveTile.class).single().save).click();
    roundTrip();

    var note = find(Paragraph.class).withClassName("message-good").single();
    assertThat(words(note)).contains("in 2 parts");
  }

  @Test
  void clipThatCouldNotBeSavedIsNotCalledStored() {
    given(clips.save(any(), any(), any())).willThrow(new IllegalStateException("disk on fire"));
    openLive();

    test(find(LiveTile.class).single().save).click();
    roundTrip();

    assertThat(words(find(Paragraph.class).withClassName("message-bad").single()))
        .contains("could not be saved");
    assertThat(find(LiveTile.class).single().save.isEnabled()).isTrue();
  }

  @Test
  void secondPersonConfirmsAnOperatorsIncident() {
    var waiting = incident("H-7", "Prowler", Source.OPERATOR);
    given(incidents.openOf(AGENCY)).willReturn(List.of(waiting));
    given(incidents.find(waiting.id())).willReturn(Optional.of(waiting));
    given(desk.confirm(any(), any()))
        .willReturn(new DeskAnswer.Refused(DeskAnswer.Why.SAME_PERSON));
    navigate(ConsoleView.class, Map.of("incident", waiting.id().toString()));

    test(find(Button.class).withText("Confirm as second person").single()).click();

    assertThat(find(Paragraph.class).withClassName("message-bad").single().getText())
        .contains("Somebody else has to confirm it");
  }

  @Test
  void squaresAreShownOutsideIncidentsWithAListThatSaysTheSame() {
    given(cells.of(any())).willReturn(List.of(new CameraCell(7454, -16095, 15)));

    var view = navigate(ConsoleView.class);

    assertThat(words(view.city.cells)).contains("At least 15 cameras around 33.5");
    assertThat(markers(view))
        .contains("At least 15 cameras of owners")
        .contains("\"badge\":\"15\"");
    openBurglary();
    assertThat(markers(view)).doesNotContain("At least 15");
  }

  private static String markers(ConsoleView view) {
    return view.map.map.getElement().getPropertyRaw("markers").toString();
  }

  @Test
  void whatIsShownAlreadyIsDrawnAgainWithoutBeingAskedForAgain() {
    var view = openBurglary();

    view.refresh(EnumSet.allOf(Topic.class));

    then(camerasNear).should(times(1)).around(any(), eq(BURGLARY.id()));
    then(camerasNear).should(times(1)).again(any(), eq(BURGLARY.id()));
  }

  @Test
  void whoeverGoesThroughIncidentsFasterThanAnybodyWorksReadsHowLongToWait() {
    given(camerasNear.around(any(), any()))
        .willReturn(new Around.TooFast(Duration.ofMillis(12_400)));

    openBurglary();

    assertThat(find(Paragraph.class).withClassName("message-bad").single().getText())
        .contains("Wait 13 seconds");
    assertThat(find(NearCameraRow.class).exists()).isFalse();
  }

  @Test
  void whoeverOpensCamerasFasterThanAnybodyLooksReadsHowLongToWait() {
    given(pace.ask(any(), eq(LookPace.Question.LOOK), any()))
        .willReturn(Optional.of(Duration.ofSeconds(7)));
    var view = openBurglary();
    view.panel.purpose.setValue(Purpose.INV_BURGLARY);

    test(find(Button.class).withText("Open live").single()).click();

    assertThat(find(Paragraph.class).withClassName("message-bad").single().getText())
        .contains("Wait 8 seconds");
    then(access).shouldHaveNoInteractions();
  }

  @Test
  void confirmationBySomebodyElseShowsTheWiderCircleAtOnce() {
    var waiting = incident("2026-0414", "Burglary", Source.OPERATOR);
    given(incidents.find(waiting.id())).willReturn(Optional.of(waiting));
    var view = navigate(ConsoleView.class, Map.of("incident", waiting.id().toString()));
    given(incidents.find(waiting.id())).willReturn(Optional.of(confirmed(waiting)));

    view.refresh(EnumSet.of(Topic.INCIDENTS));

    then(camerasNear).should().again(any(), eq(waiting.id()));
  }

  @Test
  void linkToAnUnknownIncidentOpensTheConsoleWithoutOne() {
    var view = navigate(ConsoleView.class, Map.of("incident", "not-an-id"));

    assertThat(view.panel.isVisible()).isFalse();
    then(camerasNear).should(never()).around(any(), any());
  }

  @Test
  void incidentOfAnotherAgencyDoesNotExistHere() {
    var theirs =
        new Incident(
            IncidentId.random(),
            OrganisationId.random(),
            "X-1",
            "Robbery",
            1,
            CORNER,
            "1 Elsewhere",
            Source.CAD,
            new State.Open(),
            NOW,
            null,
            null,
            1);
    given(incidents.find(theirs.id())).willReturn(Optional.of(theirs));

    var view = navigate(ConsoleView.class, Map.of("incident", theirs.id().toString()));

    assertThat(words(view)).doesNotContain("1 Elsewhere");
    then(camerasNear).should(never()).around(any(), any());
  }

  @Test
  void withoutAnIncidentThePolicesOwnCamerasAreListedAndAskedForWithAPurpose() {
    given(agencyCameras.of(any())).willReturn(List.of(PORCH));
    given(access.ask(any(), any(), any(), any(), any()))
        .willReturn(new Decision.Denied(Reason.SECOND_FACTOR_TOO_OLD, mock(RecordedAccess.class)));
    var view = navigate(ConsoleView.class);
    var open = find(Button.class).withText("Open live").single();
    test(open).click();
    then(access).should(never()).ask(any(), any(), any(), any(), any());
    view.city.purpose.setValue(Purpose.OFFICER_IN_DANGER);

    test(open).click();

    then(access).should().ask(any(), eq(PORCH.id()), eq(Use.LIVE), any(), isNull());
    assertThat(words(view.city)).contains("Your second factor was shown too long ago");
  }

  @Test
  @WithActor(Role.ADMINISTRATOR)
  void administratorsNeverSeeTheConsole() {
    assertThatThrownBy(() -> navigate(ConsoleView.class)).isNotNull();
  }

  private ConsoleView openBurglary() {
    return navigate(ConsoleView.class, Map.of("incident", BURGLARY.id().toString()));
  }

  private ConsoleView openLive() {
    given(access.ask(any(), any(), any(), any(), any()))
        .willReturn(new Decision.Allowed(mock(Permit.class), mock(RecordedAccess.class)));
    given(liveViews.admit(any(), any()))
        .willReturn(new LookTicket("ticket-1", NOW.plusSeconds(30)));
    var view = openBurglary();
    view.panel.purpose.setValue(Purpose.INV_BURGLARY);
    test(openButton()).click();
    return view;
  }

  private Button openButton() {
    return find(NearCameraRow.class).all().getFirst().open;
  }

  private static void fireEnded(LiveTile tile, String reason) {
    ComponentUtil.fireEvent(tile.picture, new LivePicture.Ended(tile.picture, true, reason));
  }

  private static String words(Component component) {
    return component.getElement().getTextRecursively();
  }
}
