package org.porchlight.portal.registration;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import java.util.List;
import java.util.function.Consumer;
import org.porchlight.kernel.Place;
import org.porchlight.portal.center.Background;
import org.porchlight.portal.shell.Languages;
import org.porchlight.portal.shell.RequestSource;
import org.porchlight.registry.AddressSearch;
import org.porchlight.registry.FoundAddress;

/// Offers places for the address that is being typed, once for each pause. Choosing one moves the
/// pin and changes nothing else; with nobody to ask it is not there.
final class AddressFinder extends Div {

  /// Longer than people take from one key to the next.
  private static final int PAUSE = 600;

  final UnorderedList places = new UnorderedList();

  private final Paragraph status = new Paragraph();
  private final TextField address;
  private final Consumer<Place> chosen;

  AddressFinder(
      TextField address, AddressSearch search, Background background, Consumer<Place> chosen) {
    this.address = address;
    this.chosen = chosen;
    addClassName("address-finder");
    status.getElement().setAttribute("role", "status");
    status.addClassName("soft");
    places.setVisible(false);
    add(status, places);
    setVisible(search.isOn());
    if (search.isOn()) {
      address.setValueChangeMode(ValueChangeMode.LAZY);
      address.setValueChangeTimeout(PAUSE);
      // Whoever goes on to the next field has finished: what was typed is then told at once.
      address.getElement().addPropertyChangeListener("value", "change", _ -> {});
      address.addValueChangeListener(changed -> {
        if (changed.isFromClient()) {
          look(changed.getValue(), search, background);
        }
      });
    }
  }

  private void look(String typed, AddressSearch search, Background background) {
    places.removeAll();
    places.setVisible(false);
    status.setText("");
    if (typed.isBlank()) {
      return;
    }
    var language = Languages.shown();
    var source = RequestSource.address();
    background.run(
        this, () -> search.find(typed, language, source), found -> offer(typed, found), () -> {});
  }

  /// What was found for an address that no longer stands there is not shown.
  private void offer(String typed, List<FoundAddress> found) {
    if (!typed.equals(address.getValue())) {
      return;
    }
    places.removeAll();
    found.forEach(one -> places.add(new ListItem(choice(one))));
    places.setVisible(!found.isEmpty());
    status.setText(getTranslation(found.isEmpty() ? "front.address.none" : "front.address.found"));
  }

  private Button choice(FoundAddress found) {
    var choice = new Button(found.name());
    choice.setAriaLabel(getTranslation("front.address.move", found.name()));
    choice.addThemeVariants(ButtonVariant.TERTIARY);
    choice.addClassName("error-line");
    choice.addClickListener(_ -> {
      chosen.accept(found.place());
      status.setText(getTranslation("front.address.moved", found.name()));
    });
    return choice;
  }
}
