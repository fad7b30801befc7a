package org.porchlight.portal.imports;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.DescriptionList;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.progressbar.ProgressBar;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.server.streams.DownloadHandler;
import com.vaadin.flow.server.streams.DownloadResponse;
import com.vaadin.flow.spring.security.AuthenticationContext;
import jakarta.annotation.security.RolesAllowed;
import java.io.ByteArrayInputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.porchlight.identity.Actor;
import org.porchlight.imports.CameraImport;
import org.porchlight.imports.ImportAnswer;
import org.porchlight.imports.ImportColumn;
import org.porchlight.imports.Imports;
import org.porchlight.imports.Preview;
import org.porchlight.portal.cameras.TermsForm;
import org.porchlight.portal.center.Background;
import org.porchlight.portal.shell.ErrorSummary;
import org.porchlight.portal.shell.ErrorText;
import org.porchlight.portal.shell.Languages;
import org.porchlight.portal.shell.MainLayout;
import org.porchlight.portal.shell.Message;
import org.porchlight.portal.shell.Message.Tone;
import org.porchlight.portal.shell.Page;

/// Reads in a table of cameras: look first, agree once, register all or none, take back.
@Route(value = ImportNavigation.IMPORT, layout = MainLayout.class)
@RolesAllowed("OWNER")
class ImportView extends Page {

  final TermsForm terms = new TermsForm();
  final ErrorSummary errors = new ErrorSummary();
  final Button register = new Button();
  final Section agreeing = new Section();
  final Div outcome = new Div();
  final PreviewPanel preview;
  final ImportsPanel past;

  private final Imports imports;
  private final Background background;
  private final Actor owner;
  private final ProgressBar progress = new ProgressBar();
  private final Paragraph progressText = new Paragraph();
  private final Div working = new Div(progressText, progress);
  private Preview.@Nullable Table shown;

  ImportView(Imports imports, Background background, AuthenticationContext visitor) {
    super("imports");
    this.imports = imports;
    this.background = background;
    owner = visitor.getAuthenticatedUser(Actor.class).orElseThrow();
    preview = new PreviewPanel(imports);
    past = new ImportsPanel(imports, this::undo);
    useWholeWidth();
    showLead();
    register.addThemeVariants(ButtonVariant.PRIMARY);
    register.setDisableOnClick(true);
    register.addClickListener(_ -> register());
    agreeing.add(new H2(getTranslation("imports.share")), terms, errors, register);
    agreeing.addClassNames("panel", "stack");
    agreeing.setVisible(false);
    working.addClassName("stack");
    working.getElement().setAttribute("role", "status");
    working.setVisible(false);
    add(table(), preview, agreeing, working, outcome, past);
    past.show(imports.of(owner));
  }

  private Section table() {
    // Now, and not when it is fetched: a download has no language.
    var bytes = imports.template(Languages.shown());
    var file = getTranslation("imports.template.file");
    var template =
        new Anchor(
            DownloadHandler.fromInputStream(_ ->
                new DownloadResponse(
                    new ByteArrayInputStream(bytes), file, "text/csv;charset=utf-8", bytes.length)),
            getTranslation("imports.template"));
    template.addClassName("button-link");
    var columns = new DescriptionList();
    for (var column : ImportColumn.values()) {
      columns.add(
          new DescriptionList.Term(
              column.name(Languages.shown()) + (column.isRequired() ? " *" : "")),
          new DescriptionList.Description(getTranslation("imports.column." + column.name())));
    }
    var section =
        new Section(
            new H2(getTranslation("imports.table")),
            template,
            new Details(getTranslation("imports.columns"), columns),
            new TableUpload(this::read));
    section.addClassNames("panel", "stack");
    return section;
  }

  /// Looks at a file that was handed in.
  void read(String name, byte[] file) {
    outcome.removeAll();
    errors.show(List.of());
    switch (imports.preview(owner, name, file)) {
      case Preview.Unreadable unreadable -> {
        shown = null;
        agreeing.setVisible(false);
        preview.show(unreadable);
      }
      case Preview.Table table -> show(table);
    }
  }

  private void show(Preview.Table table) {
    shown = table;
    preview.show(table);
    agreeing.setVisible(table.wrong() == 0);
    register.setText(getTranslation("imports.register", Integer.toString(table.rows().size())));
  }

  private void register() {
    var table = shown;
    var missing = terms.missing();
    errors.show(missing);
    var agreed = terms.terms();
    if (table == null || !missing.isEmpty() || agreed.isEmpty()) {
      register.setEnabled(true);
      return;
    }
    work(getTranslation("imports.registering", Integer.toString(table.rows().size())), true);
    background.run(
        this,
        () -> imports.register(owner, table, agreed.get()),
        this::show,
        () -> ended(new Message(Tone.BAD, getTranslation("imports.failed"))));
  }

  private void show(ImportAnswer answer) {
    switch (answer) {
      case ImportAnswer.Done(var done) -> {
        shown = null;
        preview.hide();
        agreeing.setVisible(false);
        terms.agree.setValue(false);
        ended(
            new Message(
                Tone.GOOD,
                getTranslation("imports.done", Integer.toString(done.cameras()), done.file())),
            new Anchor("cameras", getTranslation("imports.to-cameras")));
      }
      case ImportAnswer.Changed(var now) -> {
        ended(new Message(Tone.BAD, getTranslation("imports.changed")));
        show(now);
      }
      case ImportAnswer.Invalid(var wrong) -> {
        ended();
        errors.show(
            wrong.stream()
                .map(error ->
                    terms
                        .mark(error)
                        .orElseGet(() -> new ErrorSummary.Line(ErrorText.of(this, error), null)))
                .toList());
      }
    }
  }

  private void undo(CameraImport one) {
    var ui = getUI().orElseThrow();
    work(getTranslation("imports.undoing", one.file()), false);
    background.run(
        this,
        () ->
            imports.undo(
                owner,
                one.id(),
                looked -> {
                  var _ = ui.access(() -> progress.setValue((double) looked / one.cameras()));
                }),
        undone ->
            ended(
                new Message(
                    Tone.GOOD,
                    getTranslation(
                        undone.kept() == 0 ? "imports.undone" : "imports.undone.but",
                        Integer.toString(undone.deleted()),
                        Integer.toString(undone.kept())))),
        () -> ended(new Message(Tone.BAD, getTranslation("imports.undo.failed"))));
  }

  private void work(String text, boolean unknownLength) {
    outcome.removeAll();
    progressText.setText(text);
    progress.setValue(0);
    progress.setIndeterminate(unknownLength);
    working.setVisible(true);
    past.setEnabled(false);
  }

  private void ended(Component... words) {
    working.setVisible(false);
    past.setEnabled(true);
    register.setEnabled(true);
    outcome.removeAll();
    outcome.add(words);
    past.show(imports.of(owner));
  }
}
