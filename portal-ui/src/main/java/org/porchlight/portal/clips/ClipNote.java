package org.porchlight.portal.clips;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import java.time.Duration;
import java.util.List;
import org.porchlight.access.Reason;
import org.porchlight.evidence.Clip;
import org.porchlight.evidence.ClipAnswer;
import org.porchlight.portal.center.Words;

/// What became of saving a clip, in words that screen readers announce.
public final class ClipNote extends Div {

  private static final long serialVersionUID = 1L;

  public ClipNote() {
    addClassName("live-notes");
    getElement().setAttribute("role", "status");
  }

  public void saving() {
    note(getTranslation("console.saving"), "message");
  }

  public void refuse(Reason reason) {
    note(getTranslation("reason." + reason.name()), "message-bad");
  }

  /// Asked for faster than anybody can look.
  public void tooFast(Duration pause) {
    note(getTranslation("around.tooFast", pause.toSeconds() + 1), "message-bad");
  }

  public void failed() {
    note(getTranslation("console.saveFailed"), "message-bad");
  }

  public void saved(SaveAnswer answer) {
    switch (answer) {
      case SaveAnswer.No(var reason) -> refuse(reason);
      case SaveAnswer.Answered(ClipAnswer.Stored(var parts)) -> stored(parts, "console.stored");
      case SaveAnswer.Answered(ClipAnswer.Spooled(var parts)) -> stored(parts, "console.spooled");
      case SaveAnswer.Answered(ClipAnswer.Nothing(var problem)) ->
          note(getTranslation("console.nothing." + problem.name()), "message-bad");
      case SaveAnswer.Answered(ClipAnswer.NotKept _) ->
          note(getTranslation("console.notKept"), "message-bad");
    }
  }

  private void stored(List<Clip> parts, String key) {
    var clip = parts.getFirst();
    var hash = new Span(clip.sha256().substring(0, 12) + "…");
    hash.addClassName("hash");
    hash.setTitle(clip.sha256());
    var note = note(getTranslation(key), "message-good");
    note.add(new Span(" SHA-256 "), hash);
    if (parts.size() > 1) {
      note.add(new Span(" " + getTranslation("console.inParts", parts.size())));
    }
    var late = Duration.between(clip.asked().from(), clip.from());
    if (late.toSeconds() >= 1) {
      var begins = Words.of(UI.getCurrent()).clock(clip.from());
      note.add(new Span(" " + getTranslation("console.beginsLate", begins)));
    }
    note.add(new Span(" "), ClipNavigation.link(clip, getTranslation("console.play")));
  }

  private Paragraph note(String words, String look) {
    var note = new Paragraph(new Span(words));
    note.addClassNames("message", look);
    removeAll();
    add(note);
    return note;
  }
}
