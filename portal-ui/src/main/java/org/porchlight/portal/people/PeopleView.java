package org.porchlight.portal.people;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.RolesAllowed;
import java.util.function.Supplier;
import org.porchlight.identity.AccountAnswer;
import org.porchlight.identity.Accounts;
import org.porchlight.identity.Actor;
import org.porchlight.identity.Organisation;
import org.porchlight.identity.OrganisationId;
import org.porchlight.identity.Organisations;
import org.porchlight.identity.People;
import org.porchlight.identity.Person;
import org.porchlight.portal.center.Viewer;
import org.porchlight.portal.shell.MainLayout;
import org.porchlight.portal.shell.Page;

/// The accounts.
@Route(value = "people", layout = MainLayout.class)
@Menu(title = "people.title", order = 30, icon = "vaadin:users")
@RolesAllowed("ADMINISTRATOR")
@StyleSheet("context://map/center.css")
class PeopleView extends Page implements PersonCard.Wishes {

  private static final long serialVersionUID = 1L;

  static final int PAGE = 50;

  private static final int ALL_ORGANISATIONS = 200;

  final TextField search = new TextField();
  final Button more;
  private final Div message = new Div();
  private final Div list = new Div();
  private final Paragraph none = new Paragraph();
  private final Actor me;
  private final People people;
  private final Accounts accounts;
  private final Organisations organisations;
  private int shown;

  PeopleView(Viewer viewer, People people, Accounts accounts, Organisations organisations) {
    super("people");
    this.me = viewer.actor();
    this.people = people;
    this.accounts = accounts;
    this.organisations = organisations;
    search.setLabel(getTranslation("people.search"));
    search.setClearButtonVisible(true);
    search.setValueChangeMode(ValueChangeMode.LAZY);
    search.addValueChangeListener(_ -> show());
    var create = new Button(getTranslation("people.new"), VaadinIcon.PLUS.create());
    create.addThemeVariants(ButtonVariant.PRIMARY);
    create.addClickListener(_ -> create());
    var tools = new Div(search, create);
    tools.addClassNames("row", "tools");
    message.getElement().setAttribute("role", "status");
    none.setText(getTranslation("people.none"));
    none.addClassName("soft");
    list.addClassName("person-list");
    more = new Button(getTranslation("people.more"), _ -> showMore());
    add(tools, message, none, list, more);
    show();
  }

  @Override
  public void release(Person person) {
    answer(accounts.releaseLock(me, person.id()), "people.released", person);
  }

  @Override
  public void changeRoles(Person person) {
    var roles = new RolesField();
    roles.setValue(person.roles());
    var dialog =
        dialog(
            getTranslation("people.rolesOf", person.displayName()),
            getTranslation("people.roles.what"));
    dialog.add(roles);
    confirm(
        dialog,
        getTranslation("people.save"),
        () -> {
          return switch (accounts.changeRoles(me, person.id(), roles.getValue())) {
            case AccountAnswer.Done _ -> {
              say("message-good", getTranslation("people.changed", person.displayName()));
              show();
              yield true;
            }
            case AccountAnswer.Refused(var why) -> {
              roles.refuse(getTranslation("people.refused." + why.name()));
              yield false;
            }
          };
        });
  }

  @Override
  public void resetSecondFactor(Person person) {
    confirm(
        dialog(
            getTranslation("people.resetFactorOf", person.displayName()),
            getTranslation("people.resetFactor.what")),
        getTranslation("people.resetFactor"),
        () -> answer(accounts.resetSecondFactor(me, person.id()), "people.factorReset", person));
  }

  @Override
  public void disable(Person person) {
    var reason = new TextField(getTranslation("people.reason"));
    reason.setRequiredIndicatorVisible(true);
    reason.setErrorMessage(getTranslation("people.reason.missing"));
    reason.setMaxLength(200);
    reason.addClassName("wide-field");
    var dialog =
        dialog(
            getTranslation("people.disableOf", person.displayName()),
            getTranslation("people.disable.what"));
    dialog.add(reason);
    confirm(
        dialog,
        getTranslation("people.disable"),
        () -> {
          reason.setInvalid(reason.getValue().isBlank());
          return !reason.isInvalid()
              && answer(
                  accounts.disable(me, person.id(), reason.getValue().strip()),
                  "people.wasDisabled",
                  person);
        });
  }

  @Override
  public void enable(Person person) {
    answer(accounts.enable(me, person.id()), "people.wasEnabled", person);
  }

  private void create() {
    new NewPersonDialog(
            organisations.page(0, ALL_ORGANISATIONS),
            account -> accounts.create(me, account),
            sentence -> {
              say("message-good", sentence);
              show();
            })
        .open();
  }

  private boolean answer(AccountAnswer answer, String done, Person person) {
    switch (answer) {
      case AccountAnswer.Done _ -> say("message-good", getTranslation(done, person.displayName()));
      case AccountAnswer.Refused(var why) ->
          say("message-bad", getTranslation("people.refused." + why.name()));
    }
    show();
    return true;
  }

  private void show() {
    list.removeAll();
    shown = 0;
    showMore();
  }

  private void showMore() {
    var page = people.page(search.getValue().strip(), shown, PAGE);
    page.forEach(person -> list.add(card(person)));
    shown += page.size();
    more.setVisible(page.size() == PAGE);
    none.setVisible(shown == 0);
  }

  private PersonCard card(Person person) {
    return new PersonCard(
        person, name(person.organisation()), person.id().equals(me.person()), this);
  }

  private String name(OrganisationId organisation) {
    return organisations.find(organisation).map(Organisation::name).orElse("–");
  }

  private void say(String look, String sentence) {
    var paragraph = new Paragraph(sentence);
    paragraph.addClassNames("message", look);
    message.removeAll();
    message.add(paragraph);
  }

  private Dialog dialog(String title, String what) {
    var dialog = new Dialog();
    dialog.setHeaderTitle(title);
    dialog.add(new Paragraph(what));
    return dialog;
  }

  /// @param act whether the dialog may close
  private void confirm(Dialog dialog, String words, Supplier<Boolean> act) {
    var yes =
        new Button(
            words,
            _ -> {
              if (act.get()) {
                dialog.close();
              }
            });
    yes.addThemeVariants(ButtonVariant.PRIMARY);
    dialog.getFooter().add(new Button(getTranslation("people.cancel"), _ -> dialog.close()), yes);
    dialog.open();
  }
}
