package org.porchlight.portal.imports;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.dom.Element;
import com.vaadin.flow.server.streams.DownloadHandler;
import com.vaadin.flow.server.streams.DownloadResponse;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.porchlight.imports.ImportColumn;
import org.porchlight.imports.ImportRow;
import org.porchlight.imports.Imports;
import org.porchlight.imports.Preview;
import org.porchlight.portal.shell.ErrorText;
import org.porchlight.portal.shell.Languages;
import org.porchlight.portal.shell.Message;
import org.porchlight.portal.shell.Message.Tone;

/// What a table would become: how many cameras, what is wrong in which cell, and its first rows.
final class PreviewPanel extends Section {

  private static final long serialVersionUID = 1L;
  private static final int FIRST_ROWS = 20;
  private static final int FIRST_ERRORS = 200;

  private final transient Imports imports;

  PreviewPanel(Imports imports) {
    this.imports = imports;
    addClassNames("panel", "stack");
    setVisible(false);
  }

  void show(Preview.Unreadable unreadable) {
    begin();
    add(new Message(Tone.BAD, ErrorText.of(this, unreadable.error())));
  }

  void show(Preview.Table table) {
    begin();
    var rows = Integer.toString(table.rows().size());
    add(
        new Paragraph(
            getTranslation(
                "imports.preview.summary", table.file(), rows, Integer.toString(table.sites()))));
    if (table.wrong() == 0) {
      add(new Message(Tone.GOOD, getTranslation("imports.preview.fine")));
    } else {
      add(
          new Message(
              Tone.BAD,
              getTranslation("imports.preview.wrong", Integer.toString(table.wrong()), rows)),
          errors(table),
          wrongRows(table));
    }
    add(firstRows(table));
  }

  void hide() {
    removeAll();
    setVisible(false);
  }

  private void begin() {
    removeAll();
    var heading = new H2(getTranslation("imports.preview"));
    heading.getElement().setAttribute("tabindex", "-1");
    add(heading);
    setVisible(true);
    heading.getElement().callJsFunction("focus");
  }

  private Div errors(Preview.Table table) {
    var lines = new ArrayList<List<String>>();
    for (var row : table.rows()) {
      row.errors()
          .forEach((column, errors) ->
              errors.forEach(error -> {
                if (lines.size() < FIRST_ERRORS) {
                  lines.add(
                      List.of(
                          Integer.toString(row.line()),
                          column.name(Languages.shown()),
                          row.cells().getOrDefault(column, ""),
                          ErrorText.of(this, error)));
                }
              }));
    }
    var words = List.of("line", "column", "typed", "problem");
    var shown =
        table(
            getTranslation("imports.errors"),
            words.stream().map(word -> getTranslation("imports.errors." + word)).toList(),
            lines);
    if (lines.size() == FIRST_ERRORS) {
      shown.add(new Paragraph(getTranslation("imports.errors.more", FIRST_ERRORS)));
    }
    return shown;
  }

  /// The rows that are to be mended, as a file.
  private Anchor wrongRows(Preview.Table table) {
    var language = Languages.shown();
    var head = getTranslation("imports.errors.problem");
    var bytes = imports.wrongRows(table, language, head, this::problems);
    var file = getTranslation("imports.wrong-rows.file");
    var link =
        new Anchor(
            DownloadHandler.fromInputStream(_ ->
                new DownloadResponse(
                    new ByteArrayInputStream(bytes), file, "text/csv;charset=utf-8", bytes.length)),
            getTranslation("imports.wrong-rows"));
    link.addClassName("button-link");
    return link;
  }

  private String problems(ImportRow row) {
    return row.errors().entrySet().stream()
        .flatMap(entry ->
            entry.getValue().stream()
                .map(error ->
                    entry.getKey().name(Languages.shown()) + ": " + ErrorText.of(this, error)))
        .collect(Collectors.joining(" | "));
  }

  private Div firstRows(Preview.Table table) {
    var heads = new ArrayList<String>();
    heads.add(getTranslation("imports.errors.line"));
    for (var column : ImportColumn.values()) {
      heads.add(column.name(Languages.shown()));
    }
    var lines = new ArrayList<List<String>>();
    for (var row : table.rows().subList(0, Math.min(FIRST_ROWS, table.rows().size()))) {
      var line = new ArrayList<String>();
      line.add(Integer.toString(row.line()));
      for (var column : ImportColumn.values()) {
        line.add(row.cells().getOrDefault(column, ""));
      }
      lines.add(line);
    }
    return table(getTranslation("imports.first-rows", lines.size()), heads, lines);
  }

  /// A table that can be scrolled sideways, also by keyboard.
  private static Div table(String caption, List<String> heads, List<List<String>> lines) {
    var table = new Element("table");
    table.appendChild(new Element("caption").setText(caption));
    var head = new Element("tr");
    heads.forEach(
        text -> head.appendChild(new Element("th").setAttribute("scope", "col").setText(text)));
    table.appendChild(new Element("thead").appendChild(head));
    var body = new Element("tbody");
    for (var line : lines) {
      var row = new Element("tr");
      line.forEach(text -> row.appendChild(new Element("td").setText(text)));
      body.appendChild(row);
    }
    table.appendChild(body);
    table.getClassList().add("import-table");
    var frame = new Div();
    frame.getElement().appendChild(table);
    frame.addClassName("scrolls-sideways");
    frame.getElement().setAttribute("tabindex", "0");
    frame.getElement().setAttribute("role", "region");
    frame.getElement().setAttribute("aria-label", caption);
    return frame;
  }
}
