package org.porchlight.portal.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.ArgumentMatchers.anyLong;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.BDDMockito.given;

import com.vaadin.browserless.SpringBrowserlessTest;
import com.vaadin.browserless.ViewPackages;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.html.DescriptionList.Description;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.NativeButton;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.porchlight.evidence.ClipId;
import org.porchlight.evidence.ClipLibrary;
import org.porchlight.evidence.ClipState;
import org.porchlight.evidence.ClipStory;
import org.porchlight.identity.Role;
import org.porchlight.portal.shell.Message;
import org.porchlight.portal.shell.Refresh;
import org.porchlight.portal.shell.StateWord;
import org.porchlight.registry.OwnerCameras;
import org.porchlight.testing.Cameras;
import org.porchlight.testing.WithActor;
import org.porchlight.transparency.Ledger;
import org.porchlight.transparency.LedgerKit;
import org.porchlight.transparency.LedgerLine;
import org.porchlight.transparency.LedgerLine.Taken;
import org.porchlight.transparency.LedgerLine.Who;
import org.porchlight.transparency.LedgerPage;
import org.porchlight.transparency.LedgerReading;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.bean.override.mockito.MockitoBean;

@SpringBootTest
@ViewPackages(classes = LedgerView.class)
@WithActor(Role.OWNER)
class LedgerViewTest extends SpringBrowserlessTest {

  static final LedgerLine REGISTERED =
      new LedgerLine(
          List.of(1L),
          4L,
          "camera.registered",
          "DONE",
          new Who(true, null, null, null),
          null,
          null,
          null,
          Cameras.NOON,
          null,
          new Taken(null, null, null),
          null);
  static final LedgerLine WATCHED =
      new LedgerLine(
          List.of(2L, 3L),
          9L,
          "camera.live.open",
          "ALLOW",
          new Who(false, "Harbor City Police", "OPERATOR", null),
          "26-004711",
          "INV-ROBBERY",
          "CONSENT:v1",
          Cameras.NOON,
          Cameras.NOON.plusSeconds(125),
          new Taken(125_000L, 3_100_000L, null),
          null);
  static final LedgerLine RECORDED =
      new LedgerLine(
          List.of(5L, 6L, 7L),
          13L,
          "camera.record.open",
          "ALLOW",
          new Who(false, "Harbor City Police", "OPERATOR", null),
          "26-004711",
          "INV-ROBBERY",
          "CONSENT:v1",
          Cameras.NOON,
          Cameras.NOON.plusSeconds(125),
          new Taken(125_000L, 3_100_000L, null),
          "INCIDENT_CLOSED");
  static final LedgerLine RECORDING =
      new LedgerLine(
          List.of(8L),
          14L,
          "camera.record.start",
          "DONE",
          new Who(false, "Harbor City Police", null, null),
          null,
          null,
          "CONSENT:v1",
          Cameras.NOON,
          null,
          new Taken(null, null, null),
          null);
  static final LedgerLine DENIED =
      new LedgerLine(
          List.of(4L),
          12L,
          "camera.live.open",
          "DENY",
          new Who(false, "Harbor City Police", "OFFICER", null),
          null,
          null,
          null,
          Cameras.NOON.plusSeconds(300),
          null,
          new Taken(null, null, null),
          "SWITCHED_OFF");

  @MockitoBean OwnerCameras cameras;
  @MockitoBean Ledger ledger;
  @MockitoBean Refresh refresh;
  @MockitoBean LedgerKit kits;
  @MockitoBean ClipLibrary library;
  @MockitoBean Clock clock;

  @BeforeEach
  void porchIsMine() {
    given(cameras.find(any(), eq(Cameras.PORCH.id()))).willReturn(Optional.of(Cameras.PORCH));
    given(clock.instant()).willReturn(Cameras.NOON);
  }

  @Test
  void aRecordingIsSaidInPlainWordsWhileItLastsAndAfterwards() {
    holds(new LedgerPage(List.of(RECORDING, RECORDED), 8, List.of(), null));

    var view = open();

    assertThat(find(StateWord.class, view.lines).single().getText()).isEqualTo("Recording now");
    assertThat(find(H2.class, view.lines).all())
        .extracting(H2::getText)
        .containsExactly("Began to record", "Recorded during an incident");
    assertThat(facts(view, 1)).contains("2 min 5 s of video, 3.1 MB", "The incident is closed.");
  }

  @Test
  void lineSaysWhoWhenWhyAndWhatWasTaken() {
    holds(new LedgerPage(List.of(WATCHED, REGISTERED), 3, List.of(), null));

    var view = open();

    assertThat(facts(view, 0))
        .contains(
            "Operator of the center, Harbor City Police",
            "26-004711",
            "Investigation: robbery",
            "your consent, version 1",
            "watched for 2 min 5 s, 3.1 MB");
    assertThat(facts(view, 1)).contains("You");
  }

  @Test
  void refusalIsShownWithItsReason() {
    holds(new LedgerPage(List.of(DENIED), 4, List.of(), null));

    var view = open();

    assertThat(find(StateWord.class, view.lines).single().getText()).startsWith("Denied");
    assertThat(facts(view, 0)).contains("The owner has switched sharing off.");
  }

  @Test
  void emptyLedgerSaysSoKindly() {
    holds(new LedgerPage(List.of(), 0, List.of(), null));

    var view = open();

    assertThat(view.none.isVisible()).isTrue();
    assertThat(view.none.getText()).contains("nobody has looked");
  }

  @Test
  void newLineAppearsWithoutReloading() {
    holds(new LedgerPage(List.of(REGISTERED), 1, List.of(), null));
    var view = open();
    holds(new LedgerPage(List.of(WATCHED, REGISTERED), 3, List.of(), null));

    view.look();

    assertThat(find(ListItem.class, view.lines).all()).hasSize(2);
  }

  @Test
  void missingNumberIsAnAlarm() {
    holds(new LedgerPage(List.of(REGISTERED), 3, List.of(2L), null));

    var view = open();

    assertThat(find(Message.class, view.problems).single().getText()).contains("missing: 2");
  }

  @Test
  void olderLinesCanBeReadPageByPage() {
    holds(new LedgerPage(List.of(DENIED, WATCHED), 4, List.of(), 2L));
    given(ledger.of(any(), eq(Cameras.PORCH.id()), eq(2L), anyInt()))
        .willReturn(new LedgerPage(List.of(REGISTERED), 4, List.of(), null));
    var view = open();

    test(view.older).click();

    assertThat(find(ListItem.class, view.lines).all()).hasSize(3);
    assertThat(view.older.isVisible()).isFalse();
  }

  @Test
  void calendarSaysHowMuchEachDayHasAndOpensIt() {
    var today = LocalDate.ofInstant(Cameras.NOON, ZoneOffset.UTC);
    holds(new LedgerPage(List.of(WATCHED, REGISTERED), 3, List.of(), null));
    given(ledger.days(any(), eq(Cameras.PORCH.id()), eq(YearMonth.from(today)), any()))
        .willReturn(Map.of(today, 2));
    given(ledger.ofDay(any(), eq(Cameras.PORCH.id()), eq(today), any(), anyLong(), anyInt()))
        .willReturn(new LedgerPage(List.of(WATCHED), 3, List.of(), null));
    var view = open();

    test(find(Details.class).single()).openDetails();
    var day = button(view, today);
    assertThat(day.getElement().getAttribute("aria-label")).endsWith(": 2 lines");
    assertThat(day.getElement().getAttribute("aria-current")).isEqualTo("date");
    test(day).click();

    assertThat(find(ListItem.class, view.lines).all()).hasSize(1);
    assertThat(button(view, today).getElement().getAttribute("aria-pressed")).isEqualTo("true");
    test(find(Button.class, view.chosen).single()).click();
    assertThat(find(ListItem.class, view.lines).all()).hasSize(2);
  }

  @Test
  void ownerReadsWhatBecameOfAClip() {
    var clip = ClipId.random();
    var saved =
        new LedgerLine(
            List.of(9L),
            20L,
            "camera.clip.save",
            "ALLOW",
            new Who(false, "Harbor City Police", "OPERATOR", null),
            "26-004711",
            "INV-ROBBERY",
            "CONSENT:v1",
            Cameras.NOON,
            null,
            new Taken(30_000L, 3_100_000L, clip.toString()),
            null);
    holds(new LedgerPage(List.of(saved), 9, List.of(), null));
    given(library.stories(List.of(clip)))
        .willReturn(List.of(new ClipStory(clip, ClipState.STORED, 3, Cameras.NOON)));

    var view = open();

    assertThat(facts(view, 0).getLast()).startsWith("Times viewed: 3");
  }

  @Test
  void ownerIsWarnedBeforeTheRecorderOverwrites() {
    given(clock.instant()).willReturn(Cameras.NOON.plus(Duration.ofDays(6)));
    holds(new LedgerPage(List.of(WATCHED, REGISTERED), 3, List.of(), null));

    var view = open();

    assertThat(find(Message.class, view.problems).single().getText())
        .contains("26-004711", "overwrites");
  }

  private NativeButton button(LedgerView view, LocalDate day) {
    return find(NativeButton.class, view.calendar)
        .withAttribute("data-day", day.toString())
        .single();
  }

  @Test
  void whatIsTakenHomeReadsLikeThePageInBothLanguages() {
    holds(new LedgerPage(List.of(), 0, List.of(), null));
    open();
    var pages = new LedgerPages(LedgerWords.dictionaryHere(), ZoneOffset.UTC, "Porch <script>");

    var about = new LedgerReading.About(3, 5, Cameras.NOON);
    var english = pages.begin("ledger.en.html", about) + pages.line("ledger.en.html", WATCHED);
    var spanish = pages.begin("ledger.es.html", about) + pages.line("ledger.es.html", DENIED);

    assertThat(english)
        .contains("<html lang=\"en\">", "Porch &lt;script&gt;", "26-004711", "Looked live")
        .contains("watched for 2 min 5 s, 3.1 MB", "no signed checkpoint yet: 2")
        .doesNotContain("<script");
    assertThat(spanish).contains("<html lang=\"es\">", "Miró en vivo", "Denegado");
    assertThat(pages.files()).containsExactly("ledger.en.html", "ledger.es.html");
  }

  private void holds(LedgerPage page) {
    given(ledger.of(any(), eq(Cameras.PORCH.id()), eq(Ledger.NEWEST), anyInt())).willReturn(page);
  }

  private LedgerView open() {
    return navigate("cameras/" + Cameras.PORCH.id() + "/ledger", LedgerView.class);
  }

  private List<String> facts(LedgerView view, int line) {
    var item = find(ListItem.class, view.lines).all().get(line);
    return find(Description.class, item).all().stream().map(Description::getText).toList();
  }
}
