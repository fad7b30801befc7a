package org.porchlight.portal.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.BDDMockito.given;

import com.vaadin.browserless.SpringBrowserlessTest;
import com.vaadin.browserless.ViewPackages;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.porchlight.feeds.Arrival;
import org.porchlight.feeds.DialInLine;
import org.porchlight.feeds.FeedHealth;
import org.porchlight.feeds.FeedState;
import org.porchlight.feeds.HealthBoard;
import org.porchlight.feeds.HealthLine;
import org.porchlight.feeds.HealthSum;
import org.porchlight.feeds.Outage;
import org.porchlight.feeds.SentAway;
import org.porchlight.feeds.StreamProblem;
import org.porchlight.identity.Role;
import org.porchlight.portal.center.Samples;
import org.porchlight.portal.center.WithActor;
import org.porchlight.portal.health.HealthBoardView.Shown;
import org.porchlight.portal.shell.CurrentActor;
import org.porchlight.portal.shell.Refresh;
import org.porchlight.registry.Camera;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.bean.override.mockito.MockitoBean;

@SpringBootTest
@Import(CurrentActor.class)
@ViewPackages(classes = HealthBoardView.class)
@WithActor(Role.OPERATOR)
class HealthBoardViewTest extends SpringBrowserlessTest {

  static final Instant NOW = Instant.parse("2026-11-23T15:00:00Z");
  static final HealthSum WEEK =
      new HealthSum(Duration.ofHours(168), Duration.ofHours(167), 12, 4, NOW);

  @MockitoBean HealthBoard board;
  @MockitoBean Refresh refresh;
  @MockitoBean Clock clock;

  final Camera gate = Samples.camera("Gate");
  final Camera pole = Samples.camera("Pole");
  final List<HealthLine> lines = new ArrayList<>();

  @BeforeEach
  void oneLostAndOneWell() {
    given(clock.instant()).willReturn(NOW);
    lines.add(
        new HealthLine(
            gate,
            feed(new FeedState.Lost(NOW, StreamProblem.NO_ANSWER, 3), 0, 0),
            new Outage(NOW.minusSeconds(600), StreamProblem.NO_ANSWER, null),
            WEEK));
    lines.add(
        new HealthLine(pole, feed(new FeedState.Delivering(NOW), 2_100_000, 14.9), null, WEEK));
    given(board.of(any())).willReturn(lines);
  }

  @Test
  void figuresHaveTheirUnits() {
    var view = open();

    assertThat(row(view, 0)).contains("Gate", "No picture", "The camera does not answer.");
    assertThat(row(view, 1))
        .contains("Pole", "Picture arrives", "2.1 Mbit/s", "14.9 per second", "99.4%", "12", "4")
        .contains("2 s", "0.7 s ahead");
    assertThat(view.sum.getText())
        .isEqualTo("Cameras: 2. With a picture: 1. Without a picture that should have one: 1.");
  }

  @Test
  void whatIsBrokenCanBeSeenAlone() {
    var view = open();

    view.filter.setValue(Shown.BROKEN);
    assertThat(view.rows.getComponentCount()).isEqualTo(1);
    view.filter.setValue(Shown.IDLE);
    assertThat(view.rows.getComponentCount()).isZero();
    view.filter.setValue(Shown.ALL);
    test(view.name).setValue("pol");
    assertThat(row(view, 0)).contains("Pole");
  }

  @Test
  void fiveHundredCamerasAreTurnedOverPageByPage() {
    for (var i = 0; i < 498; i++) {
      lines.add(
          new HealthLine(
              Samples.camera("Camera " + i), feed(new FeedState.Idle(), 0, 0), null, WEEK));
    }
    var view = open();

    assertThat(view.rows.getComponentCount()).isEqualTo(HealthBoardView.PAGE);
    for (var page = 1; page < 10; page++) {
      test(view.next).click();
    }
    assertThat(view.next.isEnabled()).isFalse();
    assertThat(view.rows.getComponentCount()).isEqualTo(HealthBoardView.PAGE);
    assertThat(row(view, 49)).contains("Camera 497");
  }

  @Test
  void namesOfCamerasLeadToTheirWeek() {
    var view = open();

    var first = (BoardRow) view.rows.getChildren().findFirst().orElseThrow();
    assertThat(first.getElement().getOuterHTML()).contains("health/" + gate.id());
  }

  @Test
  void whoDialsInIsSaidWithSinceWhenAndFromWhereAndWhoWasSentAway() {
    given(board.dialIns(any()))
        .willReturn(
            List.of(
                new DialInLine(
                    gate,
                    null,
                    List.of(
                        new SentAway(
                            NOW.minusSeconds(60), SentAway.Why.WRONG_PASSWORD, "198.51.100.9", 4))),
                new DialInLine(
                    pole,
                    new Arrival(NOW.minusSeconds(600), "203.0.113.5", true, true),
                    List.of())));
    var view = open();

    assertThat(view.dialIns.isVisible()).isTrue();
    assertThat(dialIn(view, 0))
        .contains("Gate", "Not connected", "198.51.100.9: wrong password (4 times)");
    assertThat(dialIn(view, 1)).contains("Pole", "Connected since", "203.0.113.5", "encrypted");
    test(view.name).setValue("pol");
    assertThat(view.dialIns.rows.getComponentCount()).isEqualTo(1);
    assertThat(dialIn(view, 0)).contains("Pole");
  }

  @Test
  void whereNoCameraDialsInNothingIsSaidOfThat() {
    assertThat(open().dialIns.isVisible()).isFalse();
  }

  private static String dialIn(HealthBoardView view, int row) {
    return view.dialIns.rows.getElement().getChild(row).getTextRecursively();
  }

  private static FeedHealth feed(FeedState state, long bits, double frames) {
    return new FeedHealth(
        state,
        NOW,
        bits,
        frames,
        Duration.ofSeconds(2),
        0,
        0,
        Duration.ofMillis(700),
        0,
        "avc1.640028",
        1920,
        1080);
  }

  private static String row(HealthBoardView view, int index) {
    return view.rows.getElement().getChild(index).getTextRecursively();
  }

  private HealthBoardView open() {
    return navigate(HealthBoardView.class);
  }
}
