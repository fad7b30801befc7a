package org.porchlight.portal.console;

import com.vaadin.flow.component.HasAriaLabel;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Article;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.porchlight.access.LookTicket;
import org.porchlight.access.Permit;
import org.porchlight.access.Purpose;
import org.porchlight.access.Reason;
import org.porchlight.incidents.Incident;
import org.porchlight.incidents.IncidentId;
import org.porchlight.portal.clips.ClipNote;
import org.porchlight.portal.clips.SaveAnswer;
import org.porchlight.portal.replay.ReplayNavigation;
import org.porchlight.registry.Camera;

/// One open camera: picture, why it is open, and the button that keeps what it just showed.
final class LiveTile extends Article implements HasAriaLabel {

  private static final long serialVersionUID = 1L;

  /// What a tile asks the console to do.
  interface Wishes {

    void openAgain(LiveTile tile);

    void save(LiveTile tile);

    void photograph(LiveTile tile);

    void remove(LiveTile tile);

    void record(LiveTile tile);

    void stopRecording(LiveTile tile);

    void keepDays(LiveTile tile, int days);

    void ended(LiveTile tile);
  }

  final Camera camera;
  final @Nullable Incident incident;
  final Purpose purpose;

  final LivePicture picture;
  final ClipWindow window;
  final Button save;
  final TileRecording recording;
  final TilePhoto photo;
  final Button again;
  final Button remove;
  private final ClipNote notes = new ClipNote();
  private @Nullable Permit permit;
  private boolean live;

  LiveTile(
      Camera camera,
      @Nullable Incident incident,
      Purpose purpose,
      String viewer,
      boolean supervisor,
      Wishes wishes) {
    this.camera = camera;
    this.incident = incident;
    this.purpose = purpose;
    addClassName("live-tile");
    setAriaLabel(getTranslation("console.tile", camera.name()));

    picture = new LivePicture(camera.name(), viewer, getLocale().getLanguage());
    picture.setTexts(texts());
    picture.addEndListener(_ -> {
      end();
      wishes.ended(this);
    });
    picture.addCloseListener(_ -> wishes.remove(this));

    save = new Button(VaadinIcon.SCISSORS.create());
    save.addThemeVariants(ButtonVariant.PRIMARY);
    save.setDisableOnClick(true);
    save.addClickListener(_ -> wishes.save(this));
    again = new Button(getTranslation("console.again"), _ -> wishes.openAgain(this));
    remove = new Button(getTranslation("console.remove"), _ -> wishes.remove(this));
    for (var button : new Button[] {again, remove}) {
      button.setAriaLabel(button.getText() + ": " + camera.name());
    }
    window = new ClipWindow(camera.name(), this::nameSave);
    nameSave();

    var about =
        new Paragraph(
            new Span(
                incident == null
                    ? getTranslation("console.ownership." + camera.ownership().name())
                    : incident.number() + " · " + incident.kind()),
            new Span(getTranslation(purpose.key())));
    about.addClassName("live-about");
    var replay =
        ReplayNavigation.besideLive(
            incidentId(), camera, purpose, getTranslation("console.replay"));
    var buttons = new Div(window, save, replay, again, remove);
    buttons.addClassName("row");
    recording =
        new TileRecording(
            camera,
            incident != null,
            supervisor,
            new TileRecording.Wishes() {
              @Override
              public void record() {
                wishes.record(LiveTile.this);
              }

              @Override
              public void stopRecording() {
                wishes.stopRecording(LiveTile.this);
              }

              @Override
              public void keepDays(int days) {
                wishes.keepDays(LiveTile.this, days);
              }
            });
    photo = new TilePhoto(camera, viewer, () -> wishes.photograph(this));
    var heading = new H3(camera.name());
    add(heading, picture, about, buttons, photo, recording, notes);
  }

  private void nameSave() {
    save.setText(window.wish());
    save.setAriaLabel(window.wish() + ": " + camera.name());
  }

  /// The incident it was opened for, if for any.
  @Nullable IncidentId incidentId() {
    return incident == null ? null : incident.id();
  }

  /// @param permit that opened it
  void show(Permit permit, LookTicket ticket) {
    this.permit = permit;
    live = true;
    picture.show(ticket);
    refreshButtons();
  }

  /// What opened it, if anything did.
  Optional<Permit> permit() {
    return Optional.ofNullable(permit);
  }

  boolean isLive() {
    return live;
  }

  /// The picture itself says why; here only what can be done about it changes.
  private void end() {
    live = false;
    photo.forget();
    refreshButtons();
  }

  void refuse(Reason reason) {
    notes.refuse(reason);
    refreshButtons();
  }

  void tooFast(Duration pause) {
    notes.tooFast(pause);
    refreshButtons();
  }

  void saving() {
    notes.saving();
  }

  void saved(SaveAnswer answer) {
    save.setEnabled(true);
    notes.saved(answer);
    refreshButtons();
  }

  void savingFailed() {
    save.setEnabled(true);
    notes.failed();
  }

  private void refreshButtons() {
    save.setVisible(live);
    window.setVisible(live);
    recording.setVisible(live);
    photo.setVisible(live);
    again.setVisible(!live);
  }

  private Map<String, String> texts() {
    var texts = new HashMap<String, String>();
    for (var reason : Reason.values()) {
      texts.put(
          "end." + reason.name(),
          getTranslation("console.ended", getTranslation("reason." + reason.name())));
    }
    return texts;
  }
}
