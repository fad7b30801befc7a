package org.porchlight.portal.replay;

import com.vaadin.flow.component.DetachEvent;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.UIDetachedException;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.datetimepicker.DateTimePicker;
import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.router.RouteParameters;
import jakarta.annotation.security.RolesAllowed;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.porchlight.access.EndReason;
import org.porchlight.access.Purpose;
import org.porchlight.evidence.Footage;
import org.porchlight.evidence.ReplayAnswer;
import org.porchlight.evidence.ReplayWatcher;
import org.porchlight.feeds.Window;
import org.porchlight.identity.Actor;
import org.porchlight.incidents.Incident;
import org.porchlight.incidents.IncidentId;
import org.porchlight.portal.center.AgencyIncidents;
import org.porchlight.portal.center.Background;
import org.porchlight.portal.center.PurposeField;
import org.porchlight.portal.center.Viewer;
import org.porchlight.portal.center.Words;
import org.porchlight.portal.shell.MainLayout;
import org.porchlight.portal.shell.Message;
import org.porchlight.portal.shell.Message.Tone;
import org.porchlight.portal.shell.Page;
import org.porchlight.registry.Camera;

/// What a camera recorded, by time. One replay at a time: whoever wants to compare opens two tabs,
/// and each is a look of its own.
@Route(value = "replay/:incident?", layout = MainLayout.class)
@Menu(title = "replay.title", order = 12, icon = "vaadin:clock")
@RolesAllowed({"OPERATOR", "SUPERVISOR"})
@StyleSheet("context://map/center.css")
class ReplayView extends Page implements BeforeEnterObserver, ReplayPanel.Wishes {

  private static final long serialVersionUID = 1L;

  /// Where it begins when nobody says when.
  private static final Duration NEWEST = Duration.ofSeconds(30);

  final Select<Incident> incident = new Select<>();
  final Select<Camera> camera = new Select<>();
  final PurposeField purpose = new PurposeField();
  final DateTimePicker moment = new DateTimePicker();
  final Button open;
  final Div message = new Div();
  private final Div stage = new Div();
  private final Actor me;
  private final String watermark;
  private final AgencyIncidents incidents;
  private final ReplayDesk desk;
  private final Background background;
  private @Nullable IncidentId chosen;
  private @Nullable ReplayPanel panel;
  private @Nullable Opened opened;

  /// What the open replay was opened for.
  private record Opened(Camera camera, Purpose purpose, @Nullable IncidentId incident) {}

  ReplayView(Viewer viewer, AgencyIncidents incidents, ReplayDesk desk, Background background) {
    super("replay");
    useWholeWidth();
    this.me = viewer.actor();
    this.watermark = viewer.watermark(me);
    this.incidents = incidents;
    this.desk = desk;
    this.background = background;
    incident.setLabel(getTranslation("replay.incident"));
    incident.setEmptySelectionAllowed(true);
    incident.setEmptySelectionCaption(getTranslation("replay.noIncident"));
    incident.setPlaceholder(getTranslation("replay.noIncident"));
    incident.setItemLabelGenerator(item ->
        item == null
            ? getTranslation("replay.noIncident")
            : item.number() + " · " + item.kind() + " · " + item.address());
    incident.addValueChangeListener(change -> {
      if (change.isFromClient()) {
        go(change.getValue());
      }
    });
    camera.setLabel(getTranslation("replay.camera"));
    camera.setPlaceholder(getTranslation("replay.camera.choose"));
    camera.setItemLabelGenerator(Camera::name);
    camera.setErrorMessage(getTranslation("replay.camera.missing"));
    camera.addValueChangeListener(_ -> camera.setInvalid(false));
    moment.setLabel(getTranslation("replay.moment"));
    moment.setHelperText(getTranslation("replay.moment.help"));
    moment.setDateAriaLabel(getTranslation("replay.moment.day"));
    moment.setTimeAriaLabel(getTranslation("replay.moment.time"));
    moment.setStep(Duration.ofSeconds(1));
    moment.setLocale(getLocale());
    open = new Button(getTranslation("replay.open"), VaadinIcon.PLAY.create(), _ -> open());
    open.addThemeVariants(ButtonVariant.PRIMARY);
    var form = new Div(incident, camera, purpose, moment, open);
    form.addClassNames("panel", "replay-form");
    message.getElement().setAttribute("role", "status");
    add(form, message, stage);
  }

  @Override
  public void beforeEnter(BeforeEnterEvent entering) {
    closeReplay();
    var named = incidents.named(me, entering);
    chosen = named.map(Incident::id).orElse(null);
    var choice = new ArrayList<>(incidents.open(me));
    named
        .filter(one -> choice.stream().noneMatch(known -> known.id().equals(one.id())))
        .ifPresent(choice::addFirst);
    incident.setItems(choice);
    incident.setValue(
        choice.stream().filter(one -> one.id().equals(chosen)).findFirst().orElse(null));
    var query = entering.getLocation().getQueryParameters();
    showCameras(named.orElse(null), query.getSingleParameter(ReplayNavigation.CAMERA));
    purpose.reset();
    query
        .getSingleParameter(ReplayNavigation.PURPOSE)
        .flatMap(Purpose::of)
        .ifPresent(purpose::setValue);
    moment.setValue(named.map(one -> local(one.openedAt())).orElse(null));
  }

  private void showCameras(@Nullable Incident about, Optional<String> asked) {
    var choice = desk.cameras(me, about);
    var cameras = choice.cameras();
    var pause = choice.pause();
    if (pause != null) {
      say(Tone.BAD, getTranslation("around.tooFast", pause.toSeconds() + 1));
    }
    camera.setItems(cameras);
    camera.setHelperText(cameras.isEmpty() ? getTranslation("replay.camera.none") : "");
    cameras.stream()
        .filter(one -> asked.filter(one.id().toString()::equals).isPresent())
        .findFirst()
        .or(() -> cameras.size() == 1 ? cameras.stream().findFirst() : Optional.empty())
        .ifPresent(camera::setValue);
  }

  private void go(@Nullable Incident to) {
    UI.getCurrent()
        .navigate(
            ReplayView.class,
            to == null
                ? RouteParameters.empty()
                : new RouteParameters(AgencyIncidents.PARAMETER, to.id().toString()));
  }

  private LocalDateTime local(Instant at) {
    var zone = Words.of(UI.getCurrent()).zone();
    return LocalDateTime.ofInstant(at, zone).truncatedTo(ChronoUnit.SECONDS);
  }

  /// Goes to another moment of what is open; another camera, purpose or incident is another look.
  private void open() {
    message.removeAll();
    var which = camera.getValue();
    if (which == null) {
      camera.setInvalid(true);
      camera.focus();
      return;
    }
    var why = purpose.demand();
    if (why.isEmpty()) {
      return;
    }
    var wish = new Opened(which, why.get(), chosen);
    if (panel != null && panel.replay().isOpen() && wish.equals(opened)) {
      show(panel);
      return;
    }
    closeReplay();
    var pause = desk.tooFast(me, which.id(), chosen);
    if (pause.isPresent()) {
      say(Tone.BAD, getTranslation("around.tooFast", pause.get().toSeconds() + 1));
      return;
    }
    var watcher = new Watching(UI.getCurrent());
    switch (desk.open(me, which.id(), why.get(), chosen, watcher)) {
      case ReplayAnswer.Opened(var replay) -> {
        opened = wish;
        var fresh = new ReplayPanel(which, replay, watermark, this);
        panel = fresh;
        stage.removeAll();
        stage.add(fresh);
        // The form fills the screen of a phone.
        fresh.scrollIntoView();
        show(fresh);
      }
      case ReplayAnswer.Refused(var reason) ->
          say(
              Tone.BAD,
              getTranslation(
                  "replay.denied", which.name(), getTranslation("reason." + reason.name())));
    }
  }

  private void show(ReplayPanel on) {
    var extent = on.replay().extent();
    if (extent.isEmpty()) {
      closeReplay();
      say(Tone.WAITING, getTranslation("replay.nothingToSee"));
      return;
    }
    var all = extent.get();
    var zone = Words.of(UI.getCurrent()).zone();
    var asked = Optional.ofNullable(moment.getValue()).map(at -> at.atZone(zone).toInstant());
    on.show(asked.map(at -> nearest(all, at)).orElseGet(() -> newest(all)), true);
    if (asked.filter(at -> !within(all, at)).isPresent()) {
      sayExtent(all);
    }
  }

  private static Instant nearest(Footage.Span all, Instant at) {
    if (at.isBefore(all.from())) {
      return all.from();
    }
    return at.isAfter(all.to()) ? newest(all) : at;
  }

  private static Instant newest(Footage.Span all) {
    var late = all.to().minus(NEWEST);
    return late.isBefore(all.from()) ? all.from() : late;
  }

  private static boolean within(Footage.Span all, Instant at) {
    return !at.isBefore(all.from()) && !at.isAfter(all.to());
  }

  private void sayExtent(Footage.Span all) {
    var words = Words.of(UI.getCurrent());
    say(
        Tone.WAITING,
        getTranslation("replay.extent", words.moment(all.from()), words.moment(all.to())));
  }

  private void say(Tone tone, String sentence) {
    message.removeAll();
    message.add(new Message(tone, sentence));
  }

  @Override
  public void save(Window window) {
    var from = panel;
    var what = opened;
    if (from == null || what == null) {
      return;
    }
    from.note.saving();
    background.run(
        this,
        () -> desk.save(me, what.camera().id(), what.purpose(), what.incident(), window),
        answer -> {
          from.save.setEnabled(true);
          from.note.saved(answer);
        },
        () -> {
          from.save.setEnabled(true);
          from.note.failed();
        });
  }

  @Override
  public void closeReplay() {
    if (panel != null) {
      panel.replay().close();
    }
    panel = null;
    opened = null;
    stage.removeAll();
    message.removeAll();
  }

  @Override
  protected void onDetach(DetachEvent leaving) {
    if (panel != null) {
      panel.replay().close();
    }
  }

  private void ended(EndReason why) {
    var shown = panel;
    if (shown == null || shown.replay().isOpen()) {
      return;
    }
    switch (why) {
      case EndReason.GroundEnded(var reason) ->
          shown.over(getTranslation("replay.ended", getTranslation("reason." + reason.name())));
      case EndReason.Idle _ -> shown.over(getTranslation("replay.ended.idle"));
      case EndReason.Shutdown _ -> shown.over(getTranslation("replay.ended.shutdown"));
      case EndReason.ViewerLeft _, EndReason.NeverOpened _ -> {
        // Whoever closed it needs no words.
      }
    }
  }

  /// Brings news to the page.
  private final class Watching implements ReplayWatcher {

    private final UI ui;

    Watching(UI ui) {
      this.ui = ui;
    }

    @Override
    public void ended(EndReason why) {
      tell(() -> ReplayView.this.ended(why));
    }

    @Override
    public void changed() {
      tell(() -> {
        if (panel != null) {
          panel.player.refetch();
        }
      });
    }

    private void tell(Runnable news) {
      try {
        var _ = ui.access(news::run);
      } catch (UIDetachedException left) {
        // The page was left, and its replay is closed.
      }
    }
  }
}
