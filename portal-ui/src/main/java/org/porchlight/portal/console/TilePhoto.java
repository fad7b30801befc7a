package org.porchlight.portal.console;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Image;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import java.util.Base64;
import org.porchlight.feeds.SnapshotAnswer;
import org.porchlight.registry.Camera;

/// One picture of the camera that is open, with who took it, until it is closed.
final class TilePhoto extends Div {

  private static final long serialVersionUID = 1L;

  final Button take;
  private final Div shown = new Div();
  private final String camera;
  private final String viewer;

  TilePhoto(Camera camera, String viewer, Runnable wish) {
    this.camera = camera.name();
    this.viewer = viewer;
    take = new Button(getTranslation("console.photo"), VaadinIcon.CAMERA.create());
    take.setAriaLabel(getTranslation("console.photo.of", this.camera));
    take.setDisableOnClick(true);
    take.addClickListener(_ -> wish.run());
    shown.getElement().setAttribute("role", "status");
    add(take, shown);
  }

  void answer(PhotoAnswer answer) {
    take.setEnabled(true);
    switch (answer) {
      case PhotoAnswer.No(var reason) -> say(getTranslation("reason." + reason.name()));
      case PhotoAnswer.Answered(SnapshotAnswer.Taken(var jpeg, _, _)) -> show(jpeg);
      case PhotoAnswer.Answered(SnapshotAnswer.NoPicture _) ->
          say(getTranslation("console.photo.none"));
      case PhotoAnswer.Answered(SnapshotAnswer.NotShown _) ->
          say(getTranslation("console.photo.notShown"));
      case PhotoAnswer.Answered(SnapshotAnswer.Busy _) -> say(getTranslation("console.photo.busy"));
      case PhotoAnswer.Answered(SnapshotAnswer.Ended(var reason)) ->
          say(getTranslation("reason." + reason.name()));
    }
  }

  void failed() {
    take.setEnabled(true);
    say(getTranslation("console.photo.none"));
  }

  /// Nothing of it stays.
  void forget() {
    shown.removeAll();
  }

  /// The picture goes to this page only, inside the page: it has no address.
  private void show(byte[] jpeg) {
    var picture =
        new Image(
            "data:image/jpeg;base64," + Base64.getEncoder().encodeToString(jpeg),
            getTranslation("console.photo.of", camera));
    picture.addClassName("live-photo");
    var close = new Button(getTranslation("console.photo.close"), _ -> forget());
    close.setAriaLabel(close.getText() + ": " + camera);
    shown.removeAll();
    shown.add(
        picture,
        new Paragraph(new Span(viewer + " · " + getTranslation("console.photo.taken"))),
        close);
  }

  private void say(String words) {
    var note = new Paragraph(new Span(words));
    note.addClassNames("message", "message-bad");
    shown.removeAll();
    shown.add(note);
  }
}
