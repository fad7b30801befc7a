package org.porchlight.portal.ledger;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.AttachmentType;
import com.vaadin.flow.component.html.DescriptionList;
import com.vaadin.flow.component.html.DescriptionList.Description;
import com.vaadin.flow.component.html.DescriptionList.Term;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.i18n.I18NProvider;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.NotFoundException;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.server.streams.DownloadEvent;
import com.vaadin.flow.spring.security.AuthenticationContext;
import jakarta.annotation.security.RolesAllowed;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.porchlight.evidence.ClipId;
import org.porchlight.evidence.ClipLibrary;
import org.porchlight.evidence.ClipStory;
import org.porchlight.identity.Actor;
import org.porchlight.identity.Role;
import org.porchlight.portal.shell.MainLayout;
import org.porchlight.portal.shell.Message;
import org.porchlight.portal.shell.Message.Tone;
import org.porchlight.portal.shell.Page;
import org.porchlight.portal.shell.Refresh;
import org.porchlight.portal.shell.StateWord;
import org.porchlight.portal.shell.When;
import org.porchlight.registry.Camera;
import org.porchlight.registry.CameraId;
import org.porchlight.registry.OwnerCameras;
import org.porchlight.transparency.Ledger;
import org.porchlight.transparency.LedgerClosed;
import org.porchlight.transparency.LedgerKit;
import org.porchlight.transparency.LedgerLine;
import org.porchlight.transparency.LedgerPage;
import org.porchlight.transparency.OverwriteClock;
import org.springframework.http.HttpHeaders;

/// Every use of one camera, newest first, for its owner and for auditors; of one day, if one is
/// chosen in the calendar. An owner's page brings itself up to date while it is read; an auditor's
/// does not, because each look is itself entered in the log, and names the camera by its id only:
/// what was done with it is an auditor's business, and not where it is.
@Route(value = "cameras/:camera/ledger", layout = MainLayout.class)
@RolesAllowed({"OWNER", "AUDITOR"})
class LedgerView extends Page implements BeforeEnterObserver {

  /// A use must be seen within 5 seconds of it; this leaves time for the log's own second.
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(2);

  private static final int LINES = 50;

  final Div problems = new Div();
  final Paragraph none = new Paragraph(getTranslation("ledger.none"));
  final UnorderedList lines = new UnorderedList();
  final Button older = new Button(getTranslation("ledger.older"));
  final Div chosen = new Div();
  final MonthTable calendar = new MonthTable(this::turn, this::choose);
  private final Details month = new Details(getTranslation("ledger.month"), calendar);
  private final Anchor kit = new Anchor();

  private final OwnerCameras cameras;
  private final Ledger ledger;
  private final LedgerKit kits;
  private final ClipLibrary library;
  private final Clock clock;
  private final Actor reader;
  private final LedgerWords words = LedgerWords.shown();
  private final I18NProvider dictionary = LedgerWords.dictionaryHere();
  private final ZoneId zone = When.zone();
  private final List<LedgerLine> olderLines = new ArrayList<>();
  private final Map<String, ClipStory> stories = new HashMap<>();
  private String name = "";
  private boolean asAuditor;
  private int overwriteDays;
  private @Nullable CameraId camera;
  private @Nullable LocalDate day;
  private @Nullable YearMonth shown;
  private @Nullable LedgerPage newest;
  private @Nullable Long before;

  LedgerView(
      OwnerCameras cameras,
      Ledger ledger,
      LedgerKit kits,
      ClipLibrary library,
      Refresh refresh,
      Clock clock,
      AuthenticationContext visitor) {
    super("ledger");
    this.cameras = cameras;
    this.ledger = ledger;
    this.kits = kits;
    this.library = library;
    this.clock = clock;
    reader = visitor.getAuthenticatedUser(Actor.class).orElseThrow();
    addClassName("ledger");
    showLead();
    none.addClassNames("panel");
    lines.addClassName("ledger-lines");
    older.addClickListener(_ -> showOlder());
    month.addClassName("panel");
    month.addOpenedChangeListener(opened -> {
      if (opened.isOpened()) {
        turn(YearMonth.from(day == null ? today() : day));
      }
    });
    kit.setText(getTranslation("ledger.kit"));
    kit.setHref(this::send, AttachmentType.DOWNLOAD);
    var take = new Div(kit, new Paragraph(getTranslation("ledger.kit.what")));
    take.addClassNames("panel");
    add(problems, month, chosen, none, lines, older, take);
    refresh.whileShown(this, LOOK_AGAIN, this::lookAgain);
  }

  @Override
  public void beforeEnter(BeforeEnterEvent entering) {
    var id = entering.getRouteParameters().get("camera").flatMap(LedgerView::idOf);
    var mine = id.flatMap(known -> cameras.find(reader, known));
    asAuditor = mine.isEmpty();
    if (id.isEmpty() || (asAuditor && !reader.roles().contains(Role.AUDITOR))) {
      entering.rerouteToError(NotFoundException.class);
      return;
    }
    camera = id.get();
    overwriteDays = mine.map(Camera::overwriteDays).orElse(0);
    name = mine.map(Camera::name).orElseGet(id.get()::toString);
    setHeading(getTranslation("ledger.of", name));
    var back = asAuditor ? "ledgers" : "cameras";
    add(new Paragraph(new Anchor(back, getTranslation(back + ".back"))));
    look();
  }

  private static Optional<CameraId> idOf(String id) {
    try {
      return Optional.of(CameraId.of(id));
    } catch (IllegalArgumentException notAnId) {
      return Optional.empty();
    }
  }

  private void lookAgain() {
    if (!asAuditor) {
      look();
    }
  }

  /// Reads the newest lines again and redraws them if there is anything new.
  void look() {
    if (camera == null) {
      return;
    }
    var page = read(camera, Ledger.NEWEST);
    if (page.equals(newest)) {
      return;
    }
    if (olderLines.isEmpty()) {
      before = page.before();
    }
    newest = page;
    draw(page);
  }

  private LedgerPage read(CameraId of, long from) {
    return day == null
        ? ledger.of(reader, of, from, LINES)
        : ledger.ofDay(reader, of, day, zone, from, LINES);
  }

  private void showOlder() {
    if (camera == null || before == null) {
      return;
    }
    var page = read(camera, before);
    olderLines.addAll(page.lines());
    before = page.before();
    if (newest != null) {
      draw(newest);
    }
  }

  private LocalDate today() {
    return LocalDate.ofInstant(clock.instant(), zone);
  }

  private void turn(YearMonth to) {
    if (camera != null) {
      shown = to;
      calendar.show(to, ledger.days(reader, camera, to, zone), day, today(), getLocale());
    }
  }

  private void choose(@Nullable LocalDate other) {
    day = other;
    olderLines.clear();
    newest = null;
    chosen.removeAll();
    if (other != null) {
      var full = DateTimeFormatter.ofLocalizedDate(FormatStyle.FULL).withLocale(getLocale());
      var heading = new Span(getTranslation("ledger.day", full.format(other)));
      var all = new Button(getTranslation("ledger.day.all"), _ -> choose(null));
      chosen.add(new Message(Tone.CALM, heading, all));
    }
    if (shown != null) {
      turn(shown);
    }
    look();
  }

  private void draw(LedgerPage page) {
    problems.removeAll();
    if (!page.missing().isEmpty()) {
      problems.add(
          new Message(
              Tone.BAD, getTranslation("ledger.missing", LedgerWords.numbers(page.missing()))));
    }
    if (!asAuditor) {
      OverwriteClock.warnings(page.lines(), overwriteDays, clock.instant())
          .forEach(warning ->
              problems.add(
                  new Message(
                      Tone.WAITING,
                      getTranslation(
                          "ledger.overwrite",
                          words.moment(warning.shown()),
                          warning.caseNumber(),
                          words.moment(warning.overwritten())))));
    }
    tell(page.lines());
    tell(olderLines);
    lines.removeAll();
    page.lines().forEach(line -> lines.add(item(line)));
    olderLines.stream()
        .filter(line -> !page.lines().contains(line))
        .forEach(line -> lines.add(item(line)));
    none.setText(getTranslation(day == null ? "ledger.none" : "ledger.day.none"));
    none.setVisible(page.lines().isEmpty() && olderLines.isEmpty());
    older.setVisible(before != null);
  }

  /// Reads what became of the clips of these lines.
  private void tell(List<LedgerLine> some) {
    var ids = new ArrayList<ClipId>();
    for (var line : some) {
      var clip = line.taken().clip();
      if (clip != null) {
        ids.add(ClipId.of(clip));
      }
    }
    if (!ids.isEmpty()) {
      library.stories(ids).forEach(story -> stories.put(story.clip().toString(), story));
    }
  }

  private @Nullable String story(LedgerLine line) {
    var clip = line.taken().clip();
    var story = clip == null ? null : stories.get(clip);
    if (story == null) {
      return null;
    }
    var last = story.lastViewed();
    return last == null
        ? getTranslation("ledger.story.unseen")
        : getTranslation("ledger.story.seen", story.viewed(), words.moment(last));
  }

  private ListItem item(LedgerLine line) {
    var number = new Span(getTranslation("ledger.number", LedgerWords.numbers(line.numbers())));
    number.addClassName("ledger-number");
    var head = new Div(number, new H2(words.event(line)), state(line));
    head.addClassName("row");
    var facts = new DescriptionList();
    facts.addClassName("ledger-facts");
    for (var fact : words.facts(line)) {
      facts.add(new Term(fact.term()), new Description(fact.text()));
    }
    var story = story(line);
    if (story != null) {
      facts.add(new Term(getTranslation("ledger.story")), new Description(story));
    }
    var item = new ListItem(head, facts);
    item.addClassName("panel");
    return item;
  }

  private Component state(LedgerLine line) {
    if (line.outcome().equals("DENY")) {
      return new StateWord(Tone.BAD, getTranslation("ledger.denied"));
    }
    if (lasts(line) && line.stop() == null) {
      var key = line.event().startsWith("camera.record.") ? "ledger.recording" : "ledger.open";
      return new StateWord(Tone.WAITING, getTranslation(key));
    }
    return new Span();
  }

  /// Whether it goes on until an end of its own.
  private static boolean lasts(LedgerLine line) {
    return Set.of("camera.live.open", "camera.record.open", "camera.record.start")
        .contains(line.event());
  }

  /// On the thread of the download, which is not that of the page.
  private void send(DownloadEvent download) throws IOException {
    var of = camera;
    if (of == null) {
      download.getResponse().sendError(404, "");
      return;
    }
    LedgerKit.Ready ready;
    try {
      ready = kits.open(reader, of);
    } catch (LedgerClosed _) {
      download.getResponse().sendError(404, "");
      return;
    }
    download.setFileName("ledger-" + LocalDate.ofInstant(clock.instant(), zone) + ".zip");
    download.setContentType("application/zip");
    download.getResponse().setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    try (var out = download.getOutputStream()) {
      ready.write(new LedgerPages(dictionary, zone, name), out);
    }
  }
}
