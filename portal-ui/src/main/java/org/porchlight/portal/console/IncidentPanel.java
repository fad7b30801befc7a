package org.porchlight.portal.console;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.porchlight.access.CameraNear;
import org.porchlight.access.Purpose;
import org.porchlight.incidents.Incident;
import org.porchlight.portal.alerts.AlertNavigation;
import org.porchlight.portal.center.PurposeField;
import org.porchlight.portal.center.Words;
import org.porchlight.portal.clips.ClipNavigation;
import org.porchlight.portal.replay.ReplayNavigation;
import org.porchlight.registry.CameraId;

/// The chosen incident: what it is, what can be done about it, and the cameras near it.
final class IncidentPanel extends Section {

  private static final long serialVersionUID = 1L;

  /// What the panel asks the console to do.
  interface Wishes {

    void open(CameraNear near, Purpose purpose);

    void override(CameraNear near);

    void point(CameraNear near);

    void confirm(Incident incident);

    void close(Incident incident);
  }

  final PurposeField purpose = new PurposeField();
  final UnorderedList cameras = new UnorderedList();
  final TimelineLines timeline = new TimelineLines();
  final Button confirm;
  final Button close;
  private final Wishes wishes;
  private final H2 heading = new H2();
  private final Div facts = new Div();
  private final Div message = new Div();
  private final Div actions = new Div();
  private final H3 nearHeading = new H3();
  private final Paragraph none = new Paragraph();
  private @Nullable Incident incident;
  private boolean opened;

  IncidentPanel(Wishes wishes) {
    this.wishes = wishes;
    addClassNames("console-part", "console-near");
    facts.addClassName("incident-about");
    message.getElement().setAttribute("role", "status");

    confirm = new Button(getTranslation("console.confirm"));
    confirm.addThemeVariants(ButtonVariant.PRIMARY);
    confirm.addClickListener(_ -> chosen().ifPresent(wishes::confirm));
    close = new Button(getTranslation("console.closeIncident"));
    close.addClickListener(_ -> chosen().ifPresent(wishes::close));
    actions.addClassName("row");
    none.addClassName("soft");
    cameras.addClassName("plain-list");
    add(heading, facts, actions, message, timeline, purpose, nearHeading, none, cameras);
    setVisible(false);
  }

  /// Shows another incident, or the same one as it is now. Called often: what has not changed is
  /// left alone, so that a screen reader does not say it again.
  void show(Incident now, Instant at) {
    var opens = now.opensCamerasAt(at);
    if (now.equals(incident) && opens == opened) {
      return;
    }
    var another = incident == null || !incident.id().equals(now.id());
    incident = now;
    opened = opens;
    setVisible(true);
    setAriaLabel(now.number() + ": " + now.kind());
    heading.setText(now.kind());
    facts.removeAll();
    facts.add(
        new Span(now.number()),
        new Span(getTranslation("console.priority", now.priority())),
        new Span(now.address()),
        new Span(
            getTranslation("console.openedAt", Words.of(UI.getCurrent()).moment(now.openedAt()))));
    confirm.setVisible(now.isOpen() && now.needsConfirmation());
    close.setVisible(now.isOpen());
    if (another) {
      purpose.reset();
      actions.removeAll();
      actions.add(alertLink(now), clipsLink(now), replayLink(now), confirm, close);
    }
    message.removeAll();
    if (!now.isOpen()) {
      say("message", getTranslation("reason.INCIDENT_CLOSED"));
    } else if (!opens) {
      say("message-waiting", getTranslation("reason.INCIDENT_NOT_CONFIRMED"));
    } else if (now.needsConfirmation()) {
      say("message-waiting", getTranslation("console.confirm.why"));
    }
  }

  /// @param recorded those that there is a recording of
  void showCameras(List<CameraNear> near, Set<CameraId> recorded, Words words) {
    var open = near.stream().filter(NearCameraRow::mayOpen).count();
    nearHeading.setText(getTranslation("console.near", near.size(), open));
    none.setText(getTranslation("console.noCameras"));
    none.setVisible(near.isEmpty());
    // What can be done comes first; each group stays nearest first.
    var wanted =
        Stream.concat(
                near.stream().filter(NearCameraRow::mayOpen),
                near.stream().filter(camera -> !NearCameraRow.mayOpen(camera)))
            .map(camera -> row(camera, recorded, words))
            .toList();
    rows().stream().filter(row -> !wanted.contains(row)).forEach(cameras::remove);
    for (var i = 0; i < wanted.size(); i++) {
      if (cameras.getComponentCount() == i || cameras.getComponentAt(i) != wanted.get(i)) {
        cameras.addComponentAtIndex(i, wanted.get(i));
      }
    }
  }

  /// The row that is there already if it says the same: whoever is about to press its button, or
  /// stands on it with the keyboard, must not find it gone.
  private NearCameraRow row(CameraNear near, Set<CameraId> recorded, Words words) {
    var replay =
        incident != null && NearCameraRow.mayReplay(near) && recorded.contains(near.camera().id())
            ? incident.id()
            : null;
    return rows().stream()
        .filter(known -> known.near.equals(near) && Objects.equals(known.replay, replay))
        .findFirst()
        .orElseGet(() ->
            new NearCameraRow(near, replay, words, this::open, wishes::override, wishes::point));
  }

  void clear() {
    incident = null;
    setVisible(false);
    cameras.removeAll();
  }

  void say(String look, String sentence) {
    var paragraph = new Paragraph(sentence);
    paragraph.addClassNames("message", look);
    message.removeAll();
    message.add(paragraph);
  }

  Optional<Incident> chosen() {
    return Optional.ofNullable(incident);
  }

  List<NearCameraRow> rows() {
    return cameras
        .getChildren()
        .filter(NearCameraRow.class::isInstance)
        .map(NearCameraRow.class::cast)
        .toList();
  }

  /// Leads the keyboard to a camera that was pointed at on the map.
  void focusCamera(CameraId camera) {
    for (var row : rows()) {
      if (row.near.camera().id().equals(camera)) {
        row.scrollIntoView();
        if (row.mayOpen()) {
          row.open.focus();
        }
      }
    }
  }

  private void open(CameraNear near) {
    purpose.demand().ifPresent(why -> wishes.open(near, why));
  }

  private Anchor alertLink(Incident about) {
    return AlertNavigation.raiseLink(about.id(), getTranslation("console.alert"));
  }

  private Anchor clipsLink(Incident about) {
    return ClipNavigation.ofIncidentLink(about.id(), getTranslation("console.clips"));
  }

  private Anchor replayLink(Incident about) {
    return ReplayNavigation.ofIncidentLink(about.id(), getTranslation("console.replays"));
  }
}
