package org.porchlight.portal.console;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import java.text.NumberFormat;
import java.util.List;
import java.util.function.Consumer;
import org.porchlight.kernel.Place;
import org.porchlight.registry.CameraCell;

/// In words what the map shows of the cameras of owners: about how many, in which square.
final class CellList extends UnorderedList {

  private static final long serialVersionUID = 1L;

  CellList() {
    addClassName("plain-list");
  }

  void show(List<CameraCell> cells, Consumer<Place> point) {
    removeAll();
    cells.forEach(cell -> add(row(cell, point)));
  }

  private ListItem row(CameraCell cell, Consumer<Place> point) {
    var format = NumberFormat.getNumberInstance(getLocale());
    format.setMinimumFractionDigits(3);
    format.setMaximumFractionDigits(3);
    var middle = cell.middle();
    var words =
        getTranslation(
            "around.cell.at",
            cell.atLeast(),
            format.format(middle.latitude()),
            format.format(middle.longitude()));
    var show = new Button(getTranslation("around.cell.show"), _ -> point.accept(middle));
    show.setAriaLabel(getTranslation("around.cell.show") + ": " + words);
    var item = new ListItem(new Span(words), show);
    item.addClassName("near-camera");
    return item;
  }
}
