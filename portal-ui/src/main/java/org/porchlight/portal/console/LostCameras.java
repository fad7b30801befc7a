package org.porchlight.portal.console;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import java.util.List;
import org.porchlight.feeds.HealthLine;
import org.porchlight.portal.center.Words;
import org.porchlight.portal.health.HealthNavigation;

/// Says which of the police's own cameras have no picture, as soon as one is lost, and nothing
/// while all is well.
final class LostCameras extends Div {

  private static final long serialVersionUID = 1L;

  private static final int MOST_BY_NAME = 3;

  private String said = "";

  LostCameras() {
    getElement().setAttribute("role", "status");
  }

  void show(List<HealthLine> lost, Words words) {
    var saying = words(lost, words);
    if (saying.equals(said)) {
      return;
    }
    said = saying;
    removeAll();
    if (!saying.isEmpty()) {
      var sentence =
          new Paragraph(
              new Span(saying + " "),
              new Anchor(HealthNavigation.BOARD, getTranslation("console.lost.more")));
      sentence.addClassNames("message", "message-bad");
      add(sentence);
    }
  }

  private String words(List<HealthLine> lost, Words words) {
    if (lost.isEmpty()) {
      return "";
    }
    if (lost.size() > MOST_BY_NAME) {
      return getTranslation("console.lost.many", lost.size());
    }
    return String.join(
        " ",
        lost.stream()
            .map(line -> {
              var outage = line.outage();
              return outage == null
                  ? getTranslation("console.lost.now", line.camera().name())
                  : getTranslation(
                      "console.lost", line.camera().name(), words.moment(outage.since()));
            })
            .toList());
  }
}
