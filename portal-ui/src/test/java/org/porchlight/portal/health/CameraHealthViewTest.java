package org.porchlight.portal.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyCollection;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.BDDMockito.given;
import static org.mockito.BDDMockito.then;

import com.vaadin.browserless.SpringBrowserlessTest;
import com.vaadin.browserless.ViewPackages;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.ListItem;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.porchlight.feeds.CameraHealth;
import org.porchlight.feeds.FeedHealth;
import org.porchlight.feeds.FeedState;
import org.porchlight.feeds.HealthHour;
import org.porchlight.feeds.HealthLine;
import org.porchlight.feeds.HealthSum;
import org.porchlight.feeds.Outage;
import org.porchlight.feeds.OutageMails;
import org.porchlight.feeds.StreamProblem;
import org.porchlight.identity.Role;
import org.porchlight.portal.shell.Refresh;
import org.porchlight.registry.OwnerCameras;
import org.porchlight.testing.Cameras;
import org.porchlight.testing.WithActor;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.bean.override.mockito.MockitoBean;

@SpringBootTest
@ViewPackages(classes = CameraHealthView.class)
@WithActor(Role.OWNER)
class CameraHealthViewTest extends SpringBrowserlessTest {

  static final Instant NOW = Instant.parse("2026-11-23T15:00:00Z");
  static final Outage OUTAGE =
      new Outage(Instant.parse("2026-11-22T14:10:00Z"), StreamProblem.NO_ANSWER, null);
  static final HealthSum WEEK =
      new HealthSum(
          Duration.ofHours(100), Duration.ofHours(99), 3, 2, Instant.parse("2026-11-22T14:09:58Z"));

  @MockitoBean OwnerCameras cameras;
  @MockitoBean CameraHealth health;
  @MockitoBean OutageMails mails;
  @MockitoBean Refresh refresh;
  @MockitoBean Clock clock;

  @BeforeEach
  void oneCamera() {
    given(clock.instant()).willReturn(NOW);
    given(clock.getZone()).willReturn(ZoneOffset.UTC);
    given(cameras.find(any(), eq(Cameras.PORCH.id()))).willReturn(Optional.of(Cameras.PORCH));
    given(mails.areWanted(any())).willReturn(true);
    given(mails.after()).willReturn(Duration.ofMinutes(45));
    given(mails.pause()).willReturn(Duration.ofDays(1));
    given(health.outages(any(), any())).willReturn(List.of(OUTAGE));
    given(health.hours(any(), any()))
        .willReturn(
            List.of(
                new HealthHour(
                    Instant.parse("2026-11-22T14:00:00Z"),
                    3600,
                    600,
                    9_000,
                    150_000_000,
                    1,
                    1,
                    Instant.parse("2026-11-22T14:09:58Z"),
                    Duration.ofSeconds(2),
                    Duration.ofSeconds(-90))));
    stands(new FeedState.Lost(OUTAGE.since(), StreamProblem.NO_ANSWER, 4), OUTAGE);
  }

  @Test
  void ownerReadsSinceWhenThereIsNoPictureAndWhatMayHelp() {
    var view = open();

    assertThat(view.panel.sentence.getText())
        .startsWith("No picture since Sunday, ")
        .contains("2:10")
        .contains("The router may have been changed");
  }

  @Test
  void theSwitchForMailsSaysWhenOneComes() {
    assertThat(open().mails.getHelperText())
        .contains("no picture for 45 minutes", "one e-mail every 24 hours");
  }

  @Test
  void timesThatWereSetAreSaidInWholeWords() {
    open();
    var words = new HealthWords(UI.getCurrent());

    assertThat(words.plain(Duration.ofMinutes(1))).isEqualTo("1 minute");
    assertThat(words.plain(Duration.ofMinutes(90))).isEqualTo("90 minutes");
    assertThat(words.plain(Duration.ofHours(1))).isEqualTo("1 hour");
    assertThat(words.plain(Duration.ofHours(36))).isEqualTo("36 hours");
    assertThat(words.plain(Duration.ofDays(3))).isEqualTo("3 days");
  }

  @Test
  void everyDayIsASentenceForThoseWhoDoNotSeeTheBars() {
    var view = open();

    var days = view.panel.week.days.getChildren().map(ListItem.class::cast).toList();
    assertThat(days).hasSize(7);
    assertThat(text(days.getFirst())).contains("Monday").contains("not needed");
    assertThat(text(days.get(1)))
        .contains("Sunday", "picture in 10 min of 1 h 0 min; missing: 50 min")
        .contains("still. The camera does not answer.");
  }

  @Test
  void figuresOfTheLastHourAreThereWhileNothingComes() {
    var view = open();

    assertThat(view.panel.figures.getElement().getTextRecursively())
        .contains("2 Mbit/s", "15 per second", "2 s", "1 min behind", "99%");
  }

  @Test
  void ofACameraThatNobodyNeedsNoMoreIsSaidThanIsKnown() {
    stands(new FeedState.Idle(), OUTAGE);
    var view = open();

    assertThat(view.panel.sentence.getText())
        .startsWith("When the camera was needed last, no picture came")
        .contains("may be well by now");
    assertThat(text(view.panel.week)).contains("not tried since");
  }

  @Test
  void sentenceIsLeftAloneWhileItIsTheSame() {
    stands(new FeedState.Delivering(NOW), null);
    var view = open();
    assertThat(view.panel.sentence.getText()).isEqualTo("The picture arrives. All is well.");
  }

  @Test
  void lettersCanBeSwitchedOff() {
    var view = open();

    test(view.mails).click();

    then(mails).should().want(any(), eq(false));
  }

  @Test
  void cameraOfSomebodyElseDoesNotExist() {
    given(cameras.find(any(), any())).willReturn(Optional.empty());

    assertThatThrownBy(this::open).isInstanceOf(IllegalArgumentException.class);
  }

  private void stands(FeedState state, @org.jspecify.annotations.Nullable Outage outage) {
    given(health.lines(anyCollection()))
        .willReturn(
            List.of(
                new HealthLine(
                    proved(),
                    new FeedHealth(state, null, 0, 0, null, 0, 0, null, 0, null, 0, 0),
                    outage,
                    WEEK)));
  }

  private static org.porchlight.registry.Camera proved() {
    var porch = Cameras.PORCH;
    return new org.porchlight.registry.Camera(
        porch.id(),
        porch.site(),
        porch.owner(),
        porch.organisation(),
        porch.name(),
        porch.place(),
        null,
        porch.sees(),
        porch.ownership(),
        7,
        true,
        true,
        null,
        1);
  }

  private static String text(com.vaadin.flow.component.Component component) {
    return component.getElement().getTextRecursively();
  }

  private CameraHealthView open() {
    return navigate("cameras/" + Cameras.PORCH.id() + "/health", CameraHealthView.class);
  }
}
