package org.porchlight.portal.shell;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Focusable;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Everything that is wrong with a form, in one place above its button; each line leads to its
/// field.
public final class ErrorSummary extends Div {

  /// One thing that is wrong.
  ///
  /// @param field where to correct it; absent when it belongs to no single field
  public record Line(String text, @Nullable Focusable<?> field) {}

  public ErrorSummary() {
    addClassNames("message", "message-bad");
    getElement().setAttribute("role", "alert");
    setVisible(false);
  }

  /// Shows these lines and moves to the first field; with no lines, disappears.
  public void show(List<Line> lines) {
    removeAll();
    setVisible(!lines.isEmpty());
    if (lines.isEmpty()) {
      return;
    }
    var list = new UnorderedList();
    lines.forEach(line -> list.add(new ListItem(item(line))));
    add(new Span(getTranslation("shell.errors")), list);
    lines.stream()
        .map(Line::field)
        .filter(Focusable.class::isInstance)
        .findFirst()
        .ifPresent(Focusable::focus);
  }

  private static Component item(Line line) {
    var field = line.field();
    if (field == null) {
      return new Span(line.text());
    }
    var jump = new Button(line.text(), _ -> field.focus());
    jump.addThemeVariants(ButtonVariant.TERTIARY);
    jump.addClassName("error-line");
    return jump;
  }
}
