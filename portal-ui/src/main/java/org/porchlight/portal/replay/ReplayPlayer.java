package org.porchlight.portal.replay;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.ComponentEvent;
import com.vaadin.flow.component.ComponentEventListener;
import com.vaadin.flow.component.DomEvent;
import com.vaadin.flow.component.EventData;
import com.vaadin.flow.component.Tag;
import com.vaadin.flow.component.dependency.JsModule;
import com.vaadin.flow.shared.Registration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.porchlight.evidence.Footage;
import org.porchlight.evidence.Replay;
import org.porchlight.evidence.ReplayFootage;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Plays a replay. The page is told which pieces there are, and fetches each of them when it needs
/// it.
@Tag("replay-player")
@JsModule("context://replay/replay-player.js")
final class ReplayPlayer extends Component {

  private static final long serialVersionUID = 1L;

  private static final List<String> TEXTS =
      List.of(
          "region",
          "controls",
          "play",
          "pause",
          "back",
          "forward",
          "speed",
          "fullscreen",
          "position",
          "loading",
          "gap",
          "end",
          "nothing",
          "gone",
          "silent",
          "refused",
          "unsupported");

  /// @param label name of the camera, for people who do not see it
  /// @param viewer who looks: drawn over the picture, so that a photograph of the screen tells
  ReplayPlayer(String label, String viewer) {
    getElement()
        .setAttribute("label", label)
        .setAttribute("viewer", viewer)
        .setAttribute("lang", getLocale().toLanguageTag());
    var texts = JsonNodeFactory.instance.objectNode();
    // Their places are filled in the browser, which knows the times.
    TEXTS.forEach(key -> texts.put(key, getTranslation("replay.player." + key, "{0}", "{1}")));
    getElement().setPropertyJson("texts", texts);
  }

  /// Goes to a moment.
  ///
  /// @param from first moment that the timeline shows
  /// @param to last one
  void show(
      Replay replay, ReplayFootage found, Instant from, Instant to, Instant at, boolean play) {
    var footage = JsonNodeFactory.instance.objectNode();
    footage.put("replay", replay.id().toString());
    footage.put("from", from.toEpochMilli());
    footage.put("to", to.toEpochMilli());
    footage.put("at", at.toEpochMilli());
    footage.put("play", play);
    var pieces = footage.putArray("pieces");
    for (var piece : found.pieces()) {
      ObjectNode one = pieces.addObject();
      one.put("id", piece.id().toString());
      one.put("from", piece.from().toEpochMilli());
      one.put("to", piece.to().toEpochMilli());
    }
    add(footage.putArray("spans"), found.footage().recorded());
    add(footage.putArray("gaps"), found.footage().gaps());
    getElement().setPropertyJson("footage", footage);
  }

  private static void add(ArrayNode list, List<Footage.Span> spans) {
    for (var span : spans) {
      list.addArray().add(span.from().toEpochMilli()).add(span.to().toEpochMilli());
    }
  }

  void refetch() {
    getElement().callJsFunction("refetch");
  }

  /// Takes the picture off the screen.
  void over(String why) {
    getElement().callJsFunction("over", why);
  }

  /// Asks the browser which moment is on the screen.
  void whichMoment(Consumer<Instant> answer) {
    getElement()
        .executeJs("return this.at")
        .then(Double.class, at -> answer.accept(Instant.ofEpochMilli(at.longValue())));
  }

  Registration addMoveListener(ComponentEventListener<Move> listener) {
    return addListener(Move.class, listener);
  }

  /// The browser needs to know what there is at another time.
  @DomEvent("replay-move")
  public static final class Move extends ComponentEvent<ReplayPlayer> {

    private static final long serialVersionUID = 1L;

    private final Instant at;
    private final boolean play;

    public Move(
        ReplayPlayer source,
        boolean fromClient,
        @EventData("event.detail.at") double at,
        @EventData("event.detail.play") boolean play) {
      super(source, fromClient);
      this.at = Instant.ofEpochMilli((long) at);
      this.play = play;
    }

    Instant at() {
      return at;
    }

    boolean play() {
      return play;
    }
  }
}
