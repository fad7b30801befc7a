package org.porchlight.portal.registration;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.geolocation.Geolocation;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.Autocomplete;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.component.textfield.NumberField;
import com.vaadin.flow.component.textfield.TextField;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.porchlight.kernel.Place;
import org.porchlight.portal.center.Background;
import org.porchlight.portal.map.CameraMap;
import org.porchlight.portal.map.Cone;
import org.porchlight.portal.map.MapSettings;
import org.porchlight.portal.shell.KeepsTyped;
import org.porchlight.portal.shell.Message;
import org.porchlight.portal.shell.Message.Tone;
import org.porchlight.registry.AddressSearch;
import org.porchlight.registry.FieldOfView;
import org.porchlight.registry.Site;

/// Where the camera is and where it looks: on the map, and in numbers for whoever does not use it.
class PlaceForm extends Div implements KeepsTyped {

  private static final Cone FIRST_CONE = new Cone(0, 90, 30);
  private static final int NEAR = 18;
  private static final int NEAR_ENOUGH_TO_DRAW = 19;

  final Select<Site> site = new Select<>();
  final TextField address = new TextField(getTranslation("registration.address"));
  final Button here =
      new Button(getTranslation("registration.here"), VaadinIcon.CROSSHAIRS.create());
  final NumberField latitude = new NumberField(getTranslation("registration.latitude"));
  final NumberField longitude = new NumberField(getTranslation("registration.longitude"));
  final Button drawView =
      new Button(getTranslation("registration.view.draw"), VaadinIcon.EYE.create());
  final IntegerField bearing = number("registration.view.bearing", 0, 359);
  final IntegerField angle = number("registration.view.angle", 5, 360);
  final IntegerField range = number("registration.view.range", 3, 300);
  final CameraMap map;

  private final Place start;
  private final Div placeProblem = new Div();
  private final Div viewFields = new Div(bearing, angle, range);

  PlaceForm(MapSettings settings, List<Site> sites) {
    addClassName("stack");
    map = new CameraMap(settings);
    map.setAccessibleName(getTranslation("registration.map"));
    map.addClassName("place-map");
    map.addPinListener(moved -> showNumbers(moved.place()));
    map.addConeListener(changed -> showNumbers(changed.cone()));
    start = settings.start();
    map.setPin(start);
    showNumbers(start);
    buildSite(sites);
    buildAddress();
    buildNumbers();
    var hint = new Paragraph(getTranslation("registration.pin.hint"));
    hint.addClassName("soft");
    var coordinates = new Div(latitude, longitude);
    coordinates.addClassName("fields");
    var typed = new Details(getTranslation("registration.numbers"), coordinates);
    var tools = new Div(here, drawView);
    tools.addClassName("row");
    bearing.setHelperText(getTranslation("registration.view.bearing.help"));
    viewFields.addClassName("fields");
    viewFields.setVisible(false);
    add(site, address, hint, map, placeProblem, tools, viewFields, typed);
  }

  /// Offers places while the address is typed, if there is anybody to ask.
  void searchBy(AddressSearch search, Background background) {
    addComponentAtIndex(
        indexOf(address) + 1, new AddressFinder(address, search, background, this::moveTo));
  }

  /// Where it looks is asked later.
  void leaveOutTheView() {
    drawView.setVisible(false);
  }

  private void buildSite(List<Site> sites) {
    site.setLabel(getTranslation("registration.site"));
    site.setItems(sites);
    site.setItemLabelGenerator(item -> item == null ? "" : item.address());
    site.setEmptySelectionAllowed(true);
    site.setEmptySelectionCaption(getTranslation("registration.site.new"));
    site.setPlaceholder(getTranslation("registration.site.new"));
    site.setVisible(!sites.isEmpty());
    site.addValueChangeListener(changed -> {
      address.setVisible(changed.getValue() == null);
      if (changed.getValue() != null) {
        moveTo(changed.getValue().place());
      }
    });
  }

  private void buildAddress() {
    address.setRequiredIndicatorVisible(true);
    address.setHelperText(getTranslation("registration.address.help"));
    address.setAutocomplete(Autocomplete.STREET_ADDRESS);
    address.setMaxLength(200);
    address.setManualValidation(true);
    here.addClickListener(_ -> {
      clearErrors();
      Geolocation.getPosition(
          found -> moveTo(new Place(found.coords().latitude(), found.coords().longitude())),
          _ ->
              placeProblem.add(
                  new Message(Tone.WAITING, getTranslation("registration.here.failed"))));
    });
  }

  private void buildNumbers() {
    latitude.setMin(-90);
    latitude.setMax(90);
    longitude.setMin(-180);
    longitude.setMax(180);
    List.of(latitude, longitude)
        .forEach(field -> {
          field.setStep(0.00001);
          field.addValueChangeListener(changed -> {
            if (changed.isFromClient()) {
              typedPlace().ifPresent(this::movePin);
            }
          });
        });
    drawView.addClickListener(_ -> setCone(map.cone().isPresent() ? null : FIRST_CONE));
    List.of(bearing, angle, range)
        .forEach(field ->
            field.addValueChangeListener(changed -> {
              if (changed.isFromClient()) {
                typedCone().ifPresent(cone -> map.setCone(cone, true));
              }
            }));
  }

  @Override
  public void typedIsBack() {
    typedPlace().ifPresent(this::moveTo);
    typedCone().ifPresent(this::setCone);
  }

  /// Empty as long as the pin stands where every form begins.
  Optional<Place> place() {
    return map.pin().filter(pin -> site.getValue() != null || !pin.equals(start));
  }

  /// Says below the map what is wrong with the place of the pin.
  void markPlace(String text) {
    clearErrors();
    placeProblem.add(new Message(Tone.BAD, text));
  }

  void clearErrors() {
    placeProblem.removeAll();
  }

  Optional<FieldOfView> view() {
    return map.cone()
        .map(cone -> new FieldOfView(cone.bearing() % 360, cone.angle(), cone.rangeMetres()));
  }

  /// For a camera that has its site: only where it stands and looks can be changed.
  void showOnly(Place camera) {
    address.setVisible(false);
    site.setVisible(false);
    moveTo(camera);
  }

  final void moveTo(Place place) {
    movePin(place);
    map.focus(place, NEAR);
  }

  void setCone(@Nullable Cone cone) {
    map.setCone(cone, true);
    viewFields.setVisible(cone != null);
    drawView.setText(
        getTranslation(cone == null ? "registration.view.draw" : "registration.view.remove"));
    if (cone == null) {
      List.of(bearing, angle, range).forEach(IntegerField::clear);
    } else {
      showNumbers(cone);
      map.pin().ifPresent(pin -> map.focus(pin, NEAR_ENOUGH_TO_DRAW));
    }
  }

  private void movePin(Place place) {
    map.setPin(place);
    showNumbers(place);
  }

  private Optional<Place> typedPlace() {
    if (latitude.isEmpty()
        || longitude.isEmpty()
        || latitude.isInvalid()
        || longitude.isInvalid()) {
      return Optional.empty();
    }
    return Optional.of(new Place(latitude.getValue(), longitude.getValue()));
  }

  private Optional<Cone> typedCone() {
    var fields = List.of(bearing, angle, range);
    if (fields.stream().anyMatch(field -> field.isEmpty() || field.isInvalid())) {
      return Optional.empty();
    }
    return Optional.of(new Cone(bearing.getValue(), angle.getValue(), range.getValue()));
  }

  private void showNumbers(Place place) {
    latitude.setValue(Math.round(place.latitude() * 1e5) / 1e5);
    longitude.setValue(Math.round(place.longitude() * 1e5) / 1e5);
  }

  private void showNumbers(Cone cone) {
    bearing.setValue((int) Math.round(cone.bearing()) % 360);
    angle.setValue((int) Math.round(cone.angle()));
    range.setValue((int) Math.round(cone.rangeMetres()));
  }

  private IntegerField number(String key, int least, int most) {
    var field = new IntegerField(getTranslation(key));
    field.setMin(least);
    field.setMax(most);
    field.setStepButtonsVisible(true);
    var i18n = new IntegerField.IntegerFieldI18n();
    var outside = getTranslation("registration.view.outside", least, most);
    field.setI18n(
        i18n.setMinErrorMessage(outside)
            .setMaxErrorMessage(outside)
            .setBadInputErrorMessage(outside));
    return field;
  }
}
