package org.porchlight.portal.console;

import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.RolesAllowed;
import java.util.List;
import java.util.stream.Stream;
import org.porchlight.access.CityCells;
import org.porchlight.portal.center.Viewer;
import org.porchlight.portal.map.CameraMap;
import org.porchlight.portal.map.LegendEntry;
import org.porchlight.portal.map.MapMarker.Kind;
import org.porchlight.portal.map.MapMarker.State;
import org.porchlight.portal.map.MapSettings;
import org.porchlight.portal.shell.MainLayout;
import org.porchlight.portal.shell.Page;

/// Where owners have registered cameras, for those who plan and look through none: rounded numbers
/// of squares, as of the last midnight.
@Route(value = "coverage", layout = MainLayout.class)
@Menu(title = "coverage.title", order = 15, icon = "vaadin:grid-small")
@RolesAllowed("ANALYST")
@StyleSheet("context://map/center.css")
class CoverageView extends Page {

  private static final long serialVersionUID = 1L;

  final CellList list = new CellList();
  final CameraMap map;
  final Paragraph none = new Paragraph();

  CoverageView(CityCells cells, Viewer viewer, MapSettings settings) {
    super("coverage");
    useWholeWidth();
    showLead();
    map = new CameraMap(settings);
    map.setAccessibleName(getTranslation("coverage.map"));
    map.addClassName("proof-map");
    map.setLegend(
        List.of(new LegendEntry(Kind.CELL, State.NORMAL, getTranslation("around.cell.legend"))));
    none.setText(getTranslation("around.cell.none"));
    var all = cells.of(viewer.actor());
    list.show(all, place -> map.focus(place, 16));
    map.setMarkers(all.stream().map(cell -> ConsoleMap.marker(cell, this)).toList());
    none.setVisible(all.isEmpty());
    if (!all.isEmpty()) {
      map.fit(all.stream().flatMap(cell -> Stream.of(cell.southWest(), cell.northEast())).toList());
    }
    var both = new Div(new Div(none, list), map);
    both.addClassName("proof-both");
    add(both);
  }
}
