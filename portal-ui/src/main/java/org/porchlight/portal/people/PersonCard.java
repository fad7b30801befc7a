package org.porchlight.portal.people;

import com.vaadin.flow.component.HasAriaLabel;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Article;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import java.util.stream.Collectors;
import org.porchlight.identity.Person;

/// One account: who it is, how it stands, and what an administrator can do about it.
final class PersonCard extends Article implements HasAriaLabel {

  private static final long serialVersionUID = 1L;

  /// What a card asks the page to do.
  interface Wishes {

    void release(Person person);

    void changeRoles(Person person);

    void resetSecondFactor(Person person);

    void disable(Person person);

    void enable(Person person);
  }

  final Person person;
  final Button release;
  final Button roles;
  final Button factor;
  final Button disable;
  final Button enable;

  PersonCard(Person person, String organisation, boolean myself, Wishes wishes) {
    this.person = person;
    addClassNames("panel", "person-card");
    setAriaLabel(person.displayName());
    var states = new Div();
    states.addClassName("row");
    if (person.disabled()) {
      states.add(state("people.disabled", "state-bad"));
    }
    if (person.locked()) {
      states.add(state("people.locked", "state-bad"));
    }
    if (!person.emailConfirmed()) {
      states.add(state("people.unconfirmed", "state-waiting"));
    }
    if (!person.secondFactor() && needsSecondFactor()) {
      states.add(state("people.noSecondFactor", "state-waiting"));
    }
    if (states.getComponentCount() == 0) {
      states.add(state("people.active", "state-good"));
    }
    var head = new Div(new H2(person.displayName()), states);
    head.addClassName("part-head");
    var about = new Paragraph(person.email().value() + " · " + organisation);
    about.addClassName("soft");
    var may =
        new Paragraph(
            person.roles().stream()
                .sorted()
                .map(role -> getTranslation("people.role." + role.name()))
                .collect(Collectors.joining(", ")));

    release = button("people.release", () -> wishes.release(person));
    release.addThemeVariants(ButtonVariant.PRIMARY);
    release.setVisible(person.locked());
    roles = button("people.roles", () -> wishes.changeRoles(person));
    factor = button("people.resetFactor", () -> wishes.resetSecondFactor(person));
    factor.setVisible(person.secondFactor());
    disable = button("people.disable", () -> wishes.disable(person));
    disable.addThemeVariants(ButtonVariant.ERROR);
    disable.setVisible(!person.disabled() && !myself);
    enable = button("people.enable", () -> wishes.enable(person));
    enable.setVisible(person.disabled());
    var buttons = new Div(release, roles, factor, enable, disable);
    buttons.addClassName("row");
    add(head, about, may, buttons);
  }

  private boolean needsSecondFactor() {
    return person.roles().stream().anyMatch(role -> role.needsSecondFactor());
  }

  private Button button(String key, Runnable act) {
    var button = new Button(getTranslation(key), _ -> act.run());
    button.setAriaLabel(button.getText() + ": " + person.displayName());
    return button;
  }

  private Span state(String key, String look) {
    var state = new Span(getTranslation(key));
    state.addClassNames("state", look);
    return state;
  }
}
