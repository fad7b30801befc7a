package org.porchlight.portal.ledger;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.DescriptionList;
import com.vaadin.flow.component.html.DescriptionList.Description;
import com.vaadin.flow.component.html.DescriptionList.Term;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.NotFoundException;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.spring.security.AuthenticationContext;
import jakarta.annotation.security.RolesAllowed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.porchlight.identity.Actor;
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
import org.porchlight.transparency.LedgerLine;
import org.porchlight.transparency.LedgerPage;

/// Every use of one camera, newest first, brought up to date while it is read.
@Route(value = "cameras/:camera/ledger", layout = MainLayout.class)
@RolesAllowed("OWNER")
class LedgerView extends Page implements BeforeEnterObserver {

  /// A use must be seen within 5 seconds of it; this leaves time for the log's own second.
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(2);

  private static final int LINES = 50;

  final Div problems = new Div();
  final Paragraph none = new Paragraph(getTranslation("ledger.none"));
  final UnorderedList lines = new UnorderedList();
  final Button older = new Button(getTranslation("ledger.older"));

  private final OwnerCameras cameras;
  private final Ledger ledger;
  private final Actor reader;
  private final LedgerWords words = new LedgerWords(this);
  private final List<LedgerLine> olderLines = new ArrayList<>();
  private @Nullable CameraId camera;
  private @Nullable LedgerPage newest;
  private @Nullable Long before;

  LedgerView(OwnerCameras cameras, Ledger ledger, Refresh refresh, AuthenticationContext visitor) {
    super("ledger");
    this.cameras = cameras;
    this.ledger = ledger;
    reader = visitor.getAuthenticatedUser(Actor.class).orElseThrow();
    addClassName("ledger");
    showLead();
    none.addClassNames("panel");
    lines.addClassName("ledger-lines");
    older.addClickListener(_ -> showOlder());
    add(
        problems,
        none,
        lines,
        older,
        new Paragraph(new Anchor("cameras", getTranslation("cameras.back"))));
    refresh.whileShown(this, LOOK_AGAIN, this::look);
  }

  @Override
  public void beforeEnter(BeforeEnterEvent entering) {
    var found = entering.getRouteParameters().get("camera").flatMap(this::find);
    if (found.isEmpty()) {
      entering.rerouteToError(NotFoundException.class);
      return;
    }
    camera = found.get().id();
    setHeading(getTranslation("ledger.of", found.get().name()));
    look();
  }

  private Optional<Camera> find(String id) {
    try {
      return cameras.find(reader, CameraId.of(id));
    } catch (IllegalArgumentException notAnId) {
      return Optional.empty();
    }
  }

  /// Reads the newest lines again and redraws them if there is anything new.
  void look() {
    if (camera == null) {
      return;
    }
    var page = ledger.of(reader, camera, Ledger.NEWEST, LINES);
    if (page.equals(newest)) {
      return;
    }
    if (olderLines.isEmpty()) {
      before = page.before();
    }
    newest = page;
    draw(page);
  }

  private void showOlder() {
    if (camera == null || before == null) {
      return;
    }
    var page = ledger.of(reader, camera, before, LINES);
    olderLines.addAll(page.lines());
    before = page.before();
    if (newest != null) {
      draw(newest);
    }
  }

  private void draw(LedgerPage page) {
    problems.removeAll();
    if (!page.missing().isEmpty()) {
      problems.add(
          new Message(Tone.BAD, getTranslation("ledger.missing", numbers(page.missing()))));
    }
    lines.removeAll();
    page.lines().forEach(line -> lines.add(item(line)));
    olderLines.stream()
        .filter(line -> !page.lines().contains(line))
        .forEach(line -> lines.add(item(line)));
    none.setVisible(page.lines().isEmpty() && olderLines.isEmpty());
    older.setVisible(before != null);
  }

  private ListItem item(LedgerLine line) {
    var number = new Span(getTranslation("ledger.number", numbers(line.numbers())));
    number.addClassName("ledger-number");
    var head = new Div(number, new H2(words.event(line)), state(line));
    head.addClassName("row");
    var facts = new DescriptionList();
    facts.addClassName("ledger-facts");
    fact(facts, "ledger.who", words.who(line.who()));
    fact(facts, "ledger.when", When.of(line.start()));
    fact(facts, "ledger.case", line.caseNumber());
    fact(facts, "ledger.purpose", line.purpose() == null ? null : words.purpose(line.purpose()));
    var ground = line.event().startsWith("consent.") ? "ledger.in-force" : "ledger.ground";
    fact(facts, ground, line.ground() == null ? null : words.ground(line.ground()));
    fact(facts, "ledger.taken", taken(line));
    fact(facts, "ledger.why", line.reason() == null ? null : words.reason(line.reason()));
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

  private @Nullable String taken(LedgerLine line) {
    var taken = line.taken();
    var parts = new ArrayList<String>();
    if (taken.milliseconds() != null) {
      var seen = line.event().startsWith("camera.record.") ? "ledger.recorded" : "ledger.watched";
      var key = taken.clip() == null ? seen : "ledger.clip-of";
      parts.add(getTranslation(key, When.lasting(Duration.ofMillis(taken.milliseconds()))));
    } else if (taken.clip() != null && line.event().equals("camera.clip.stored")) {
      parts.add(getTranslation("ledger.clip"));
    }
    if (taken.bytes() != null) {
      parts.add(words.amount(taken.bytes()));
    }
    return parts.isEmpty() ? null : String.join(", ", parts);
  }

  private void fact(DescriptionList facts, String key, @Nullable String value) {
    if (value != null && !value.isEmpty()) {
      facts.add(new Term(getTranslation(key)), new Description(value));
    }
  }

  private static String numbers(List<Long> numbers) {
    return numbers.stream().map(Object::toString).collect(Collectors.joining(", "));
  }
}
