package org.porchlight.portal.clips;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.router.RouteParameters;
import jakarta.annotation.security.RolesAllowed;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.porchlight.evidence.Clip;
import org.porchlight.evidence.ClipId;
import org.porchlight.evidence.ClipLibrary;
import org.porchlight.identity.Actor;
import org.porchlight.identity.People;
import org.porchlight.incidents.Incident;
import org.porchlight.incidents.IncidentId;
import org.porchlight.portal.center.AgencyIncidents;
import org.porchlight.portal.center.CenterNews;
import org.porchlight.portal.center.Names;
import org.porchlight.portal.center.Topic;
import org.porchlight.portal.center.Viewer;
import org.porchlight.portal.shell.MainLayout;
import org.porchlight.portal.shell.Page;
import org.porchlight.registry.Camera;
import org.porchlight.registry.PoliceRegistry;

/// The clips of one incident.
@Route(value = "clips/:incident?", layout = MainLayout.class)
@Menu(title = "clips.title", order = 11, icon = "vaadin:film")
@RolesAllowed({"OPERATOR", "SUPERVISOR"})
@StyleSheet("context://map/center.css")
class ClipsView extends Page implements BeforeEnterObserver {

  private static final long serialVersionUID = 1L;

  private static final int MOST_OFFERED = 10;

  final Select<Incident> incident = new Select<>();
  private final Div clips = new Div();
  private final Paragraph none = new Paragraph();
  final UnorderedList recent = new UnorderedList();
  private final Map<ClipId, ClipCard> cards = new HashMap<>();
  private final Actor me;
  private final AgencyIncidents incidents;
  private final ClipLibrary library;
  private final PoliceRegistry registry;
  private final People people;
  private @Nullable IncidentId chosen;

  ClipsView(
      Viewer viewer,
      AgencyIncidents incidents,
      ClipLibrary library,
      PoliceRegistry registry,
      People people,
      CenterNews news) {
    super("clips");
    useWholeWidth();
    this.me = viewer.actor();
    this.incidents = incidents;
    this.library = library;
    this.registry = registry;
    this.people = people;
    incident.setLabel(getTranslation("clips.incident"));
    incident.setPlaceholder(getTranslation("clips.choose"));
    incident.setItemLabelGenerator(
        item -> item.number() + " · " + item.kind() + " · " + item.address());
    incident.addClassName("wide-field");
    incident.addValueChangeListener(change -> {
      if (change.isFromClient() && change.getValue() != null) {
        go(change.getValue().id());
      }
    });
    none.addClassName("soft");
    clips.addClassName("clip-list");
    recent.addClassName("clip-incidents");
    add(incident, none, recent, clips);
    news.follow(this, this::refresh);
  }

  @Override
  public void beforeEnter(BeforeEnterEvent entering) {
    var named = incidents.named(me, entering);
    chosen = named.map(Incident::id).orElse(null);
    var choice = new ArrayList<>(incidents.recent(me));
    named
        .filter(old -> choice.stream().noneMatch(recent -> recent.id().equals(old.id())))
        .ifPresent(choice::addFirst);
    incident.setItems(choice);
    offer(choice);
    choice.stream()
        .filter(item -> item.id().equals(chosen))
        .findFirst()
        .ifPresent(incident::setValue);
    cards.clear();
    clips.removeAll();
    show();
  }

  /// As long as no incident is chosen: the newest ones that have clips, to choose from at once.
  private void offer(List<Incident> choice) {
    recent.removeAll();
    if (chosen != null) {
      return;
    }
    var counts = library.countOf(choice.stream().map(Incident::id).toList());
    choice.stream()
        .filter(item -> counts.containsKey(item.id()))
        .limit(MOST_OFFERED)
        .forEach(item ->
            recent.add(
                new ListItem(
                    ClipNavigation.ofIncidentLink(
                        item.id(), item.number() + " · " + item.kind() + " · " + item.address()),
                    new Span(" " + getTranslation("clips.count", counts.get(item.id()))))));
  }

  void refresh(Set<Topic> topics) {
    if (topics.contains(Topic.CLIPS)) {
      show();
    }
  }

  /// Cards stay as they are, so that a clip that plays goes on playing.
  private void show() {
    var all = chosen == null ? List.<Clip>of() : library.ofIncident(chosen);
    for (int i = 0; i < all.size(); i++) {
      var clip = all.get(i);
      var known = cards.get(clip.id());
      if (known == null) {
        var card = card(clip);
        cards.put(clip.id(), card);
        clips.addComponentAtIndex(Math.min(i, clips.getComponentCount()), card);
      } else {
        known.show(clip);
      }
    }
    none.setText(
        chosen == null
            ? getTranslation(
                recent.getComponentCount() == 0 ? "clips.chooseFirst" : "clips.chooseOne")
            : getTranslation("clips.none") + " " + getTranslation("clips.none.how"));
    none.setVisible(all.isEmpty());
  }

  private ClipCard card(Clip clip) {
    return new ClipCard(
        clip,
        registry.find(clip.camera()).map(Camera::name).orElse(getTranslation("clips.cameraGone")),
        person -> Names.of(people, person),
        () -> library.custody(clip.id()));
  }

  private static void go(IncidentId to) {
    UI.getCurrent()
        .navigate(ClipsView.class, new RouteParameters(AgencyIncidents.PARAMETER, to.toString()));
  }
}
