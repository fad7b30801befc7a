package org.porchlight.portal.map;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.ComponentEvent;
import com.vaadin.flow.component.ComponentEventListener;
import com.vaadin.flow.component.DomEvent;
import com.vaadin.flow.component.EventData;
import com.vaadin.flow.component.HasSize;
import com.vaadin.flow.component.HasStyle;
import com.vaadin.flow.component.Tag;
import com.vaadin.flow.component.dependency.JsModule;
import com.vaadin.flow.shared.Registration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.porchlight.kernel.Place;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// The map. Whoever shows one puts a list beside it that offers the same things in words: its
/// markers are for eyes and pointers and are not in the tab order. Its pin and the handles of its
/// field of view are, and obey the arrow keys (with Shift in larger steps).
///
/// The server holds what is shown; setting a thing again after a reload is not needed.
@Tag("camera-map")
@JsModule("context://map/camera-map.js")
public final class CameraMap extends Component implements HasSize, HasStyle {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private @Nullable Place pin;
  private boolean pinMovable;
  private @Nullable Cone cone;
  private boolean coneEditable;
  private int commands;

  public CameraMap(MapSettings settings) {
    var base = JSON.objectNode();
    if (settings.tiles() != null && !settings.tiles().isBlank()) {
      base.put("tiles", settings.tiles()).put("attribution", settings.attribution());
    }
    getElement().setPropertyJson("base", base);
    focus(settings.start(), settings.zoom());
    addListener(PinMoved.class, moved -> pin = moved.place());
    addListener(ConeChanged.class, changed -> cone = changed.cone());
  }

  /// What the map shows, for people who do not see it. Every map needs one.
  public void setAccessibleName(String name) {
    getElement().setProperty("label", name);
  }

  /// Shows exactly these markers. Cheap for markers that only moved.
  public void setMarkers(Collection<MapMarker> markers) {
    var all = JSON.arrayNode();
    markers.forEach(marker -> all.add(json(marker)));
    getElement().setPropertyJson("markers", all);
  }

  /// Says below the map what its signs mean.
  public void setLegend(List<LegendEntry> entries) {
    var all = JSON.arrayNode();
    for (var entry : entries) {
      all.add(
          JSON.objectNode()
              .put("kind", entry.kind().code())
              .put("state", entry.state().code())
              .put("label", entry.label()));
    }
    getElement().setPropertyJson("legend", all);
  }

  /// Marks the marker with this id as the chosen one; null marks none.
  public void select(@Nullable String id) {
    getElement().setProperty("selected", id);
  }

  public Registration addSelectListener(ComponentEventListener<MarkerSelected> listener) {
    return addListener(MarkerSelected.class, listener);
  }

  /// Shows the movable pin here: a drag, a click on the map or the arrow keys move it. Null takes
  /// it away.
  public void setPin(@Nullable Place place) {
    setPin(place, true);
  }

  public void setPin(@Nullable Place place, boolean movable) {
    pin = place;
    pinMovable = movable;
    sendPin();
  }

  public Optional<Place> pin() {
    return Optional.ofNullable(pin);
  }

  /// Tells where the person put the pin.
  public Registration addPinListener(ComponentEventListener<PinMoved> listener) {
    return addListener(PinMoved.class, listener);
  }

  /// Draws the field of view of the pin; null takes it away.
  ///
  /// @param editable whether it has handles for direction and range, and for its opening
  public void setCone(@Nullable Cone where, boolean editable) {
    cone = where;
    coneEditable = editable;
    sendCone();
  }

  public Optional<Cone> cone() {
    return Optional.ofNullable(cone);
  }

  public Registration addConeListener(ComponentEventListener<ConeChanged> listener) {
    return addListener(ConeChanged.class, listener);
  }

  public void setCircle(Place middle, double radiusMetres) {
    getElement().setPropertyJson("circle", json(middle).put("radius", radiusMetres));
  }

  public void clearCircle() {
    getElement().setPropertyJson("circle", JSON.nullNode());
  }

  /// Moves the map. Zoom 15 shows about 6 km on a desktop, 18 a few houses.
  public void focus(Place place, int zoom) {
    commands++;
    getElement().setPropertyJson("view", json(place).put("zoom", zoom).put("command", commands));
  }

  /// Moves the map so that all these places are seen.
  public void fit(Collection<Place> places) {
    commands++;
    var all = JSON.arrayNode();
    places.forEach(place -> all.add(json(place)));
    var fit = JSON.objectNode();
    fit.set("places", all);
    getElement().setPropertyJson("fit", fit.put("command", commands));
  }

  @Override
  protected void onAttach(AttachEvent attached) {
    var texts = JSON.objectNode();
    for (var key :
        List.of(
            "map",
            "zoomIn",
            "zoomOut",
            "pin",
            "pinMovable",
            "turn",
            "widen",
            "pinMoved",
            "coneChanged")) {
      texts.put(key, getTranslation("map." + key));
    }
    getElement().setPropertyJson("texts", texts);
    // After a reload the page has a new element: it learns where the person left pin and cone.
    sendPin();
    sendCone();
  }

  private void sendPin() {
    getElement()
        .setPropertyJson(
            "pin", pin == null ? JSON.nullNode() : json(pin).put("movable", pinMovable));
  }

  private void sendCone() {
    getElement()
        .setPropertyJson(
            "cone", cone == null ? JSON.nullNode() : json(cone).put("editable", coneEditable));
  }

  private static ObjectNode json(Place place) {
    return JSON.objectNode().put("lat", place.latitude()).put("lon", place.longitude());
  }

  private static ObjectNode json(Cone cone) {
    return JSON.objectNode()
        .put("bearing", cone.bearing())
        .put("angle", cone.angle())
        .put("range", cone.rangeMetres());
  }

  private static ObjectNode json(MapMarker marker) {
    var node =
        json(marker.place())
            .put("id", marker.id())
            .put("kind", marker.kind().code())
            .put("state", marker.state().code())
            .put("label", marker.label())
            .put("badge", marker.badge());
    node.set("cone", marker.cone() == null ? JSON.nullNode() : json(marker.cone()));
    return node;
  }

  /// A person chose a marker.
  @DomEvent("marker-select")
  public static final class MarkerSelected extends ComponentEvent<CameraMap> {

    private static final long serialVersionUID = 1L;

    private final String id;

    public MarkerSelected(
        CameraMap source, boolean fromClient, @EventData("event.detail.id") String id) {
      super(source, fromClient);
      this.id = id;
    }

    public String id() {
      return id;
    }
  }

  /// A person put the pin somewhere.
  @DomEvent("pin-moved")
  public static final class PinMoved extends ComponentEvent<CameraMap> {

    private static final long serialVersionUID = 1L;

    private final double latitude;
    private final double longitude;

    public PinMoved(
        CameraMap source,
        boolean fromClient,
        @EventData("event.detail.lat") double latitude,
        @EventData("event.detail.lon") double longitude) {
      super(source, fromClient);
      this.latitude = latitude;
      this.longitude = longitude;
    }

    public Place place() {
      return new Place(latitude, longitude);
    }
  }

  /// A person turned, stretched or widened the field of view.
  @DomEvent("cone-changed")
  public static final class ConeChanged extends ComponentEvent<CameraMap> {

    private static final long serialVersionUID = 1L;

    private final double bearing;
    private final double angle;
    private final double range;

    public ConeChanged(
        CameraMap source,
        boolean fromClient,
        @EventData("event.detail.bearing") double bearing,
        @EventData("event.detail.angle") double angle,
        @EventData("event.detail.range") double range) {
      super(source, fromClient);
      this.bearing = bearing;
      this.angle = angle;
      this.range = range;
    }

    public Cone cone() {
      return new Cone(bearing, angle, range);
    }
  }
}
