package org.porchlight.portal.audit;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.RolesAllowed;
import java.text.NumberFormat;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.porchlight.identity.Actor;
import org.porchlight.portal.center.Viewer;
import org.porchlight.portal.center.Words;
import org.porchlight.portal.ledger.LedgerNavigation;
import org.porchlight.portal.shell.MainLayout;
import org.porchlight.portal.shell.Message;
import org.porchlight.portal.shell.Message.Tone;
import org.porchlight.portal.shell.Page;
import org.porchlight.registry.CameraId;
import org.porchlight.transparency.Completeness;
import org.porchlight.transparency.CompletenessCheck;
import org.porchlight.transparency.Finding;
import org.porchlight.transparency.Ledger;

/// For auditors: whether everything that was served is in the log, and the ledger of every camera,
/// by its id: not where it is. Looking at the list is itself an entry of the log.
@Route(value = "ledgers", layout = MainLayout.class)
@Menu(title = "ledgers.title", order = 41, icon = "vaadin:book")
@RolesAllowed("AUDITOR")
@StyleSheet("context://map/center.css")
class LedgersView extends Page {

  private static final long serialVersionUID = 1L;

  private static final int CHECKS = 10;
  private static final int CAMERAS = 50;

  final Div state = new Div();
  final UnorderedList checks = new UnorderedList();
  final Select<Integer> back = new Select<>();
  final Button check;
  final TextField camera = new TextField();
  final Button open;
  final UnorderedList cameras = new UnorderedList();

  private final Actor me;
  private final Completeness completeness;
  private final Words words = Words.of(UI.getCurrent());

  LedgersView(Viewer viewer, Completeness completeness, Ledger ledger) {
    super("ledgers");
    showLead();
    this.me = viewer.actor();
    this.completeness = completeness;
    back.setLabel(getTranslation("ledgers.back.label"));
    back.setItems(1, 7, 30, 365);
    back.setValue(1);
    check = new Button(getTranslation("ledgers.check"), _ -> checkNow());
    check.addThemeVariants(ButtonVariant.PRIMARY);
    check.setDisableOnClick(true);
    var tools = new Div(back, check);
    tools.addClassNames("row", "tools");
    checks.addClassName("ledger-lines");
    camera.setLabel(getTranslation("ledgers.camera"));
    camera.setHelperText(getTranslation("ledgers.camera.help"));
    open = new Button(getTranslation("ledgers.open"), _ -> openTyped());
    var finder = new Div(camera, open);
    finder.addClassNames("row", "tools");
    cameras.addClassName("ledger-lines");
    add(
        new H2(getTranslation("ledgers.complete")),
        new Paragraph(getTranslation("ledgers.complete.lead")),
        state,
        tools,
        checks,
        new H2(getTranslation("ledgers.cameras")),
        finder,
        cameras);
    ledger
        .ofAll(me, CAMERAS)
        .forEach(line -> cameras.add(line(line.camera(), line.entries(), line.newestAt())));
    show();
  }

  private void checkNow() {
    completeness.check(me, Duration.ofDays(back.getValue()));
    show();
    check.setEnabled(true);
  }

  private void show() {
    var newest = completeness.newest(me, CHECKS);
    state.removeAll();
    state.add(state(newest));
    checks.removeAll();
    newest.forEach(one -> checks.add(item(one)));
  }

  private Message state(List<CompletenessCheck> newest) {
    if (newest.isEmpty()) {
      return new Message(Tone.WAITING, getTranslation("ledgers.never"));
    }
    var last = newest.getFirst();
    return last.isComplete()
        ? new Message(Tone.GOOD, getTranslation("ledgers.good", words.moment(last.at())))
        : new Message(
            Tone.BAD, getTranslation("ledgers.bad", words.moment(last.at()), last.count()));
  }

  private ListItem item(CompletenessCheck one) {
    var numbers = NumberFormat.getIntegerInstance(getLocale());
    var key = one.isComplete() ? "ledgers.check.good" : "ledgers.check.bad";
    var item =
        new ListItem(
            new Paragraph(
                getTranslation(
                    key,
                    words.moment(one.at()),
                    since(one.since()),
                    numbers.format(one.permits()),
                    words.size(one.bytes()),
                    one.count())));
    item.addClassName("panel");
    if (!one.isComplete()) {
      var findings = new UnorderedList();
      one.findings().forEach(finding -> findings.add(item(finding)));
      item.add(findings);
    }
    return item;
  }

  private String since(Instant since) {
    return since.equals(Instant.EPOCH) ? getTranslation("ledgers.beginning") : words.moment(since);
  }

  private ListItem item(Finding finding) {
    var text =
        new Span(
            getTranslation(
                "ledgers.finding." + finding.kind().name(),
                getTranslation("ledgers.what." + finding.what()),
                words.moment(finding.firstAt()),
                words.size(finding.bytes()),
                finding.permit()));
    var to =
        new Anchor(
            LedgerNavigation.ledgerOf(new CameraId(finding.camera())),
            getTranslation("ledgers.finding.camera"));
    return new ListItem(text, new Span(" "), to);
  }

  private ListItem line(String id, long entries, Instant newestAt) {
    var item = new ListItem();
    item.addClassName("panel");
    item.add(
        idOf(id).isEmpty()
            ? new Span(id)
            : new Anchor(LedgerNavigation.ledgerOf(idOf(id).getFirst()), id));
    item.add(
        new Paragraph(
            getTranslation(
                "ledgers.entries",
                NumberFormat.getIntegerInstance(getLocale()).format(entries),
                words.moment(newestAt))));
    return item;
  }

  private void openTyped() {
    var id = idOf(camera.getValue().strip());
    camera.setInvalid(id.isEmpty());
    camera.setErrorMessage(getTranslation("ledgers.camera.wrong"));
    id.forEach(known -> UI.getCurrent().navigate(LedgerNavigation.ledgerOf(known)));
  }

  private static List<CameraId> idOf(String id) {
    try {
      return List.of(CameraId.of(id));
    } catch (IllegalArgumentException notAnId) {
      return List.of();
    }
  }
}
