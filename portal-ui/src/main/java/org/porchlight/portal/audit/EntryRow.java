package org.porchlight.portal.audit;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.NativeTableCell;
import com.vaadin.flow.component.html.NativeTableRow;
import com.vaadin.flow.component.html.Span;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.porchlight.access.Purpose;
import org.porchlight.audit.OpenedEntry;
import org.porchlight.portal.center.Words;
import org.porchlight.portal.shell.PlainLink;

/// One entry of the log. Each cell names its column, so that a narrow page can show the entry as a
/// card.
final class EntryRow extends NativeTableRow {

  private static final long serialVersionUID = 1L;

  /// @param names the person of an id
  EntryRow(OpenedEntry entry, Words words, Function<String, String> names) {
    cell("log.number", number(entry));
    cell("log.at", new Span(words.moment(entry.at())));
    cell("log.event", new Span(entry.event()));
    var outcome = new Span(getTranslation("log.outcome." + entry.outcome().name()));
    outcome.addClassName("state");
    switch (entry.outcome()) {
      case DENY -> outcome.addClassName("state-waiting");
      case FAILED -> outcome.addClassName("state-bad");
      case ALLOW, DONE -> outcome.addClassName("state-good");
    }
    cell("log.outcome", outcome);
    var act = entry.personal().get("act");
    cell("log.who", new Span(act == null ? "–" : names.apply(act)));
    cell("log.why", new Span(why(entry)));
    var more = new Span(more(entry));
    more.addClassName("hash");
    cell("log.more", more);
  }

  private Component number(OpenedEntry entry) {
    var index = entry.index();
    if (index == null) {
      return new Span(getTranslation("log.unsequenced"));
    }
    var proof = new PlainLink("audit/proof/" + index, String.valueOf(index));
    proof.setAriaLabel(getTranslation("log.proof", index));
    return proof;
  }

  private String why(OpenedEntry entry) {
    var purpose = entry.purpose();
    var words =
        purpose == null
            ? ""
            : Purpose.of(purpose).map(known -> getTranslation(known.key())).orElse(purpose);
    var basis = entry.basis();
    if (basis == null) {
      return words.isEmpty() ? "–" : words;
    }
    return words.isEmpty() ? basis : words + " · " + basis;
  }

  private static String more(OpenedEntry entry) {
    var all = new TreeMap<String, Object>(entry.plain());
    entry.personal().entrySet().stream()
        .filter(field -> !field.getKey().equals("act"))
        .forEach(field -> all.put(field.getKey(), field.getValue()));
    if (entry.cameraSeq() != null) {
      all.put("cam_seq", entry.cameraSeq());
    }
    return all.entrySet().stream().map(Map.Entry::toString).collect(Collectors.joining(", "));
  }

  private void cell(String column, Component content) {
    var cell = new NativeTableCell(content);
    cell.getElement().setAttribute("data-column", getTranslation(column));
    add(cell);
  }
}
