package org.porchlight.portal.alerts;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.RolesAllowed;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.porchlight.alerts.AlertId;
import org.porchlight.alerts.AlertLine;
import org.porchlight.alerts.AlertOutcome;
import org.porchlight.alerts.AlertOverview;
import org.porchlight.alerts.Alerts;
import org.porchlight.alerts.NewAlert;
import org.porchlight.evidence.Clip;
import org.porchlight.evidence.ClipLibrary;
import org.porchlight.identity.Actor;
import org.porchlight.identity.People;
import org.porchlight.incidents.Incident;
import org.porchlight.incidents.IncidentId;
import org.porchlight.patrol.Patrol;
import org.porchlight.portal.center.AgencyIncidents;
import org.porchlight.portal.center.CenterNews;
import org.porchlight.portal.center.Names;
import org.porchlight.portal.center.Topic;
import org.porchlight.portal.center.Viewer;
import org.porchlight.portal.center.Words;
import org.porchlight.portal.shell.MainLayout;
import org.porchlight.portal.shell.Page;
import org.porchlight.registry.Camera;
import org.porchlight.registry.PoliceRegistry;

/// The alerts desk: raise one, and watch it until somebody goes.
@Route(value = "alerts/:incident?", layout = MainLayout.class)
@Menu(title = "alerts.title", order = 12, icon = "vaadin:bell")
@RolesAllowed({"OPERATOR", "SUPERVISOR"})
@StyleSheet("context://map/center.css")
class AlertsView extends Page implements BeforeEnterObserver, AlertCard.Wishes {

  private static final long serialVersionUID = 1L;

  /// More than a desk can handle at once; older ones are found through their incident.
  private static final int MOST = 30;

  final AlertForm form;
  private final Div list = new Div();
  private final Paragraph none = new Paragraph();
  private final Map<AlertId, AlertCard> cards = new HashMap<>();
  private List<AlertId> order = List.of();
  private final Actor me;
  private final Alerts alerts;
  private final AlertOverview overview;
  private final AgencyIncidents incidents;
  private final PoliceRegistry registry;
  private final People people;
  private final Clock clock;

  AlertsView(
      Viewer viewer,
      Alerts alerts,
      AlertOverview overview,
      AgencyIncidents incidents,
      ClipLibrary library,
      PoliceRegistry registry,
      Patrol patrol,
      People people,
      CenterNews news,
      Clock clock) {
    super("alerts");
    useWholeWidth();
    this.me = viewer.actor();
    this.alerts = alerts;
    this.overview = overview;
    this.incidents = incidents;
    this.registry = registry;
    this.people = people;
    this.clock = clock;
    form =
        new AlertForm(
            library::ofIncident,
            this::name,
            incident -> patrol.available(incident.place(), clock.instant()),
            this::raise);
    none.setText(getTranslation("alerts.none"));
    none.addClassName("soft");
    list.addClassName("alert-list");
    var desk = new Section(new H2(getTranslation("alerts.now")), none, list);
    desk.setAriaLabel(getTranslation("alerts.now"));
    desk.addClassName("alert-desk");
    var board = new Div(form, desk);
    board.addClassName("alert-board");
    add(board);
    show();
    news.follow(this, this::refresh);
  }

  @Override
  public void beforeEnter(BeforeEnterEvent entering) {
    form.offer(incidents.open(me), incidents.named(me, entering).map(Incident::id).orElse(null));
  }

  void refresh(Set<Topic> topics) {
    if (topics.contains(Topic.ALERTS)) {
      show();
    }
  }

  @Override
  public void offerAgain(AlertId alert) {
    if (!alerts.offerAgain(me, alert)) {
      form.say("message-waiting", getTranslation("alerts.tooLate"));
    }
    show();
  }

  @Override
  public void close(AlertId alert, AlertOutcome outcome) {
    alerts.closeFromDesk(me, alert, outcome);
    show();
  }

  private void raise(NewAlert alert) {
    alerts.raise(me, alert);
    form.raised();
    show();
  }

  private void show() {
    var lines = overview.page(me, null, MOST);
    var wanted = lines.stream().map(AlertLine::id).toList();
    cards.keySet().retainAll(wanted);
    for (var line : lines) {
      cards
          .computeIfAbsent(
              line.id(), id -> new AlertCard(id, person -> Names.of(people, person), this))
          .show(line, overview.offers(me, line.id()), number(line.incident()), clock.instant());
    }
    if (!wanted.equals(order)) {
      arrange(wanted);
    }
    none.setVisible(lines.isEmpty());
  }

  private void arrange(List<AlertId> wanted) {
    list.getChildren().filter(card -> !cards.containsValue(card)).toList().forEach(list::remove);
    for (int i = 0; i < wanted.size(); i++) {
      var card = cards.get(wanted.get(i));
      if (card != null && list.indexOf(card) != i) {
        list.addComponentAtIndex(i, card);
      }
    }
    order = wanted;
  }

  private @Nullable String number(@Nullable IncidentId incident) {
    return Optional.ofNullable(incident)
        .flatMap(id -> incidents.find(me, id))
        .map(Incident::number)
        .orElse(null);
  }

  private String name(Clip clip) {
    var camera = registry.find(clip.camera()).map(Camera::name).orElse("–");
    return camera + ", " + Words.of(UI.getCurrent()).clock(clip.from());
  }
}
