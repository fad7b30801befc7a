package org.porchlight.portal.audit;

import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.NativeTable;
import com.vaadin.flow.component.html.NativeTableBody;
import com.vaadin.flow.component.html.NativeTableHeader;
import com.vaadin.flow.component.html.NativeTableHeaderCell;
import com.vaadin.flow.component.html.NativeTableRow;
import com.vaadin.flow.component.html.OrderedList;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Pre;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.RolesAllowed;
import java.util.List;
import org.porchlight.audit.PublicLog;
import org.porchlight.identity.Actor;
import org.porchlight.identity.People;
import org.porchlight.identity.PersonId;
import org.porchlight.portal.center.Names;
import org.porchlight.portal.center.Viewer;
import org.porchlight.portal.center.Words;
import org.porchlight.portal.shell.MainLayout;
import org.porchlight.portal.shell.Page;
import org.porchlight.portal.shell.PlainLink;
import org.porchlight.transparency.OpenedLog;

/// The audit log with its commitments opened. Every page that is shown here is itself an entry, so
/// nothing is loaded that nobody asked for.
@Route(value = "log", layout = MainLayout.class)
@Menu(title = "log.title", order = 40, icon = "vaadin:archive")
@RolesAllowed("AUDITOR")
@StyleSheet("context://map/center.css")
class LogView extends Page {

  private static final long serialVersionUID = 1L;

  static final int PAGE = 50;

  final TextField event = new TextField();
  final Button look;
  final Button older;
  private final NativeTableBody rows = new NativeTableBody();
  private final Paragraph none = new Paragraph();
  private final Actor me;
  private final OpenedLog log;
  private final People people;
  private long before = OpenedLog.NEWEST;

  LogView(Viewer viewer, OpenedLog log, PublicLog publicLog, People people) {
    super("log");
    useWholeWidth();
    showLead();
    this.me = viewer.actor();
    this.log = log;
    this.people = people;
    event.setLabel(getTranslation("log.filter"));
    event.setHelperText(getTranslation("log.filter.help"));
    event.setClearButtonVisible(true);
    event.setAllowedCharPattern("[a-z0-9_.]");
    look = new Button(getTranslation("log.look"), _ -> show());
    look.addThemeVariants(ButtonVariant.PRIMARY);
    event.addKeyPressListener(Key.ENTER, _ -> show());
    var tools = new Div(event, look);
    tools.addClassNames("row", "tools");
    none.setText(getTranslation("log.none"));
    none.addClassName("soft");
    older = new Button(getTranslation("log.older"), _ -> showOlder());
    add(tools, table(), none, older, howToVerify(publicLog));
    show();
  }

  private void show() {
    rows.removeAll();
    before = OpenedLog.NEWEST;
    showOlder();
  }

  private void showOlder() {
    var page = log.page(me, event.isEmpty() ? null : event.getValue(), before, PAGE);
    var words = Words.of(UI.getCurrent());
    page.forEach(entry -> rows.add(new EntryRow(entry, words, this::name)));
    older.setVisible(page.size() == PAGE);
    if (!page.isEmpty()) {
      before = page.getLast().entry();
    }
    none.setVisible(rows.getComponentCount() == 0);
  }

  private String name(String person) {
    try {
      return Names.of(people, PersonId.of(person));
    } catch (IllegalArgumentException notAPerson) {
      return person;
    }
  }

  private Div table() {
    var columns = new NativeTableRow();
    for (var column : List.of("number", "at", "event", "outcome", "who", "why", "more")) {
      var cell = new NativeTableHeaderCell(getTranslation("log." + column));
      cell.getElement().setAttribute("scope", "col");
      columns.add(cell);
    }
    var table = new NativeTable();
    table.addClassName("log-table");
    table.setCaptionText(getTranslation("log.caption"));
    table.add(new NativeTableHeader(columns), rows);
    var frame = new Div(table);
    frame.addClassName("log-frame");
    frame.getElement().setAttribute("tabindex", "0").setAttribute("role", "region");
    frame.getElement().setAttribute("aria-label", getTranslation("log.caption"));
    return frame;
  }

  private Details howToVerify(PublicLog publicLog) {
    var checkpoint =
        new Pre(publicLog.checkpoint().orElseGet(() -> getTranslation("log.noCheckpoint")));
    checkpoint.addClassName("hash");
    var key = new Pre(publicLog.verifierKey());
    key.addClassName("hash");
    var steps = new OrderedList();
    for (int step = 1; step <= 3; step++) {
      steps.add(new ListItem(getTranslation("log.verify." + step)));
    }
    var here = new PlainLink("audit/checkpoint", getTranslation("log.verify.checkpoint"));
    var hereKey = new PlainLink("audit/key", getTranslation("log.verify.key"));
    var body =
        new Div(
            new Paragraph(getTranslation("log.verify.lead")),
            steps,
            new Pre(getTranslation("log.verify.command")),
            here,
            checkpoint,
            hereKey,
            key);
    body.addClassName("verify");
    var details = new Details(getTranslation("log.verify.title"), body);
    details.addClassName("panel");
    return details;
  }
}
