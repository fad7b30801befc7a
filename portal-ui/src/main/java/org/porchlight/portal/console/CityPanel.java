package org.porchlight.portal.console;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.component.icon.VaadinIcon;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.porchlight.access.Purpose;
import org.porchlight.identity.PersonId;
import org.porchlight.kernel.Place;
import org.porchlight.patrol.OnDuty;
import org.porchlight.plates.Reader;
import org.porchlight.portal.center.PurposeField;
import org.porchlight.portal.center.Words;
import org.porchlight.portal.replay.ReplayNavigation;
import org.porchlight.registry.Camera;
import org.porchlight.registry.CameraCell;
import org.porchlight.registry.CameraId;

/// What the map shows while no incident is chosen, in words: the police's own cameras, who is on
/// duty, the plate readers. Cameras of owners are not part of it.
final class CityPanel extends Section {

  private static final long serialVersionUID = 1L;

  /// What the panel asks the console to do.
  interface Wishes {

    void open(Camera camera, Purpose purpose);

    void point(Camera camera);

    void point(Place place);
  }

  final PurposeField purpose = new PurposeField();
  final UnorderedList cameras = new UnorderedList();
  final CellList cells = new CellList();
  private final Details cellDetails = new Details();
  private final Paragraph noCells = new Paragraph();
  private final Details officers = new Details();
  private final Details readers = new Details();
  private final UnorderedList officerList = new UnorderedList();
  private final Wishes wishes;
  private final Div message = new Div();
  private List<String> officersShown = List.of();

  CityPanel(Wishes wishes) {
    this.wishes = wishes;
    addClassNames("console-part", "console-near");
    setAriaLabel(getTranslation("console.city"));
    message.getElement().setAttribute("role", "status");
    cameras.addClassName("plain-list");
    officerList.addClassName("plain-list");
    officers.add(officerList);
    noCells.setText(getTranslation("around.cell.none"));
    cellDetails.add(new Paragraph(getTranslation("around.cell.what")), noCells, cells);
    add(
        new H2(getTranslation("console.city")),
        new Paragraph(getTranslation("console.city.lead")),
        purpose,
        message,
        cameras,
        cellDetails,
        officers,
        readers);
  }

  /// @param recorded those that there is a recording of
  void showCameras(List<Camera> all, Set<CameraId> recorded) {
    cameras.removeAll();
    all.forEach(camera -> cameras.add(row(camera, recorded.contains(camera.id()))));
  }

  void showCells(List<CameraCell> all) {
    cellDetails.setSummaryText(getTranslation("around.cells", all.size()));
    noCells.setVisible(all.isEmpty());
    cells.show(all, wishes::point);
  }

  void showReaders(List<Reader> all, Words words) {
    readers.setSummaryText(getTranslation("console.readers", all.size()));
    var list = new UnorderedList();
    list.addClassName("plain-list");
    for (var reader : all) {
      var last = reader.lastReadAt();
      list.add(
          new ListItem(
              last == null
                  ? reader.name()
                  : reader.name() + " · " + getTranslation("console.lastRead", words.clock(last))));
    }
    readers.removeAll();
    readers.add(list);
  }

  /// Refreshed often: touches the list only when a sentence changed.
  void showOfficers(List<OnDuty> onDuty, Function<PersonId, String> names) {
    var sentences =
        onDuty.stream()
            .map(officer ->
                names.apply(officer.person())
                    + " · "
                    + getTranslation(
                        officer.commitment() == null
                            ? "console.officer.isFree"
                            : "console.officer.isBusy"))
            .sorted()
            .toList();
    if (!sentences.equals(officersShown) || officers.getSummaryText() == null) {
      officersShown = sentences;
      officers.setSummaryText(getTranslation("console.onDuty", sentences.size()));
      officerList.removeAll();
      sentences.forEach(sentence -> officerList.add(new ListItem(sentence)));
    }
  }

  void say(String look, String sentence) {
    var paragraph = new Paragraph(sentence);
    paragraph.addClassNames("message", look);
    message.removeAll();
    message.add(paragraph);
  }

  /// Leads the keyboard to a camera that was pointed at on the map.
  void focusCamera(CameraId camera) {
    cameras
        .getChildren()
        .filter(row -> row.getId().filter(("own-" + camera)::equals).isPresent())
        .forEach(row -> {
          row.scrollIntoView();
          row.getChildren()
              .filter(Button.class::isInstance)
              .map(Button.class::cast)
              .forEach(Button::focus);
        });
  }

  private ListItem row(Camera camera, boolean recorded) {
    var name = new Span(camera.name());
    name.addClassName("near-name");
    var about = new Div(name);
    about.addClassName("near-about");
    about.addClickListener(_ -> wishes.point(camera));
    var row = new ListItem(about);
    row.setId("own-" + camera.id());
    row.addClassName("near-camera");
    if (camera.connected()) {
      row.add(openButton(camera));
    } else {
      about.add(new Span(getTranslation("console.notConnected")));
    }
    if (recorded) {
      about.add(ReplayNavigation.link(null, camera, getTranslation("console.replay")));
    }
    return row;
  }

  private Button openButton(Camera camera) {
    var open = new Button(getTranslation("console.open"), VaadinIcon.PLAY.create());
    open.setAriaLabel(getTranslation("console.openCamera", camera.name()));
    open.addClickListener(_ -> purpose.demand().ifPresent(why -> wishes.open(camera, why)));
    return open;
  }
}
