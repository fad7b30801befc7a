package org.porchlight.portal.imports;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import java.util.List;
import java.util.function.Consumer;
import org.porchlight.imports.CameraImport;
import org.porchlight.imports.Imports;
import org.porchlight.portal.shell.When;

/// The tables that were read in, and the way to take one back.
final class ImportsPanel extends Section {

  private static final long serialVersionUID = 1L;

  private final transient Imports imports;
  private final transient Consumer<CameraImport> undo;

  /// @param undo the person is sure
  ImportsPanel(Imports imports, Consumer<CameraImport> undo) {
    this.imports = imports;
    this.undo = undo;
    addClassNames("panel", "stack");
  }

  void show(List<CameraImport> made) {
    removeAll();
    setVisible(!made.isEmpty());
    var list = new UnorderedList();
    list.addClassName("plain-list");
    made.forEach(one -> list.add(line(one)));
    add(new H2(getTranslation("imports.past")), list);
  }

  private ListItem line(CameraImport one) {
    var words =
        getTranslation(
            "imports.past.line", one.file(), When.of(one.at()), Integer.toString(one.cameras()));
    var line = new ListItem(new Span(words));
    line.addClassNames("row", "import-line");
    var undone = one.undoneAt();
    if (undone != null) {
      line.add(new Span(getTranslation("imports.past.undone", When.of(undone))));
    } else if (imports.mayBeUndone(one)) {
      var button = new Button(getTranslation("imports.undo"), _ -> ask(one));
      button.setAriaLabel(getTranslation("imports.undo.of", one.file()));
      line.add(button);
    }
    return line;
  }

  private void ask(CameraImport one) {
    var question = new ConfirmDialog();
    question.setHeader(getTranslation("imports.undo.title", one.file()));
    question.setText(getTranslation("imports.undo.text", Integer.toString(one.cameras())));
    question.setCancelable(true);
    question.setCancelText(getTranslation("imports.undo.keep"));
    question.setConfirmText(getTranslation("imports.undo"));
    question.setConfirmButtonTheme("error primary");
    question.addConfirmListener(_ -> undo.accept(one));
    question.open();
  }
}
