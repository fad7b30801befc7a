package org.porchlight.portal.people;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.EmailField;
import com.vaadin.flow.component.textfield.TextField;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.porchlight.identity.AccountAnswer;
import org.porchlight.identity.EmailAddress;
import org.porchlight.identity.NewAccount;
import org.porchlight.identity.Organisation;

/// Makes an account. The person gets a letter and sets the password; no administrator ever knows
/// one.
final class NewPersonDialog extends Dialog {

  private static final long serialVersionUID = 1L;

  final EmailField email = new EmailField();
  final TextField name = new TextField();
  final Select<Organisation> organisation = new Select<>();
  final RolesField roles = new RolesField();
  final Select<String> language = new Select<>();
  final Button create;
  private final Paragraph problem = new Paragraph();

  NewPersonDialog(
      List<Organisation> organisations,
      Function<NewAccount, AccountAnswer> ask,
      Consumer<String> done) {
    setHeaderTitle(getTranslation("people.new"));
    email.setLabel(getTranslation("people.email"));
    email.setRequiredIndicatorVisible(true);
    email.setErrorMessage(getTranslation("people.email.invalid"));
    name.setLabel(getTranslation("people.name"));
    name.setMaxLength(120);
    name.setRequiredIndicatorVisible(true);
    name.setErrorMessage(getTranslation("people.name.missing"));
    organisation.setLabel(getTranslation("people.organisation"));
    organisation.setItems(organisations);
    organisation.setItemLabelGenerator(Organisation::name);
    // Not marked as required: docs/vendor-gaps.md#vaadin-select-required.
    organisation.setErrorMessage(getTranslation("people.organisation.missing"));
    language.setLabel(getTranslation("people.language"));
    language.setItems("en", "es");
    language.setItemLabelGenerator(code -> getTranslation("people.language." + code));
    language.setValue(getLocale().getLanguage().equals("es") ? "es" : "en");
    problem.addClassNames("message", "message-bad");
    problem.getElement().setAttribute("role", "alert");
    problem.setVisible(false);
    var letter = new Paragraph(getTranslation("people.new.letter"));
    letter.addClassName("soft");
    var form = new Div(letter, problem, email, name, organisation, roles, language);
    form.addClassName("stack");
    add(form);
    create = new Button(getTranslation("people.create"));
    create.addThemeVariants(ButtonVariant.PRIMARY);
    create.addClickListener(_ -> create(ask, done));
    getFooter().add(new Button(getTranslation("people.cancel"), _ -> close()), create);
  }

  private void create(Function<NewAccount, AccountAnswer> ask, Consumer<String> done) {
    problem.setVisible(false);
    email.setInvalid(!EmailAddress.isValid(email.getValue()));
    name.setInvalid(name.getValue().isBlank());
    var where = organisation.getValue();
    organisation.setInvalid(where == null);
    if (email.isInvalid() || name.isInvalid() || where == null) {
      return;
    }
    var account =
        new NewAccount(
            EmailAddress.of(email.getValue()),
            name.getValue(),
            where.id(),
            roles.getValue(),
            language.getValue());
    switch (ask.apply(account)) {
      case AccountAnswer.Done _ -> {
        close();
        done.accept(getTranslation("people.created", account.displayName()));
      }
      case AccountAnswer.Refused(var why) -> refuse(why);
    }
  }

  private void refuse(AccountAnswer.Why why) {
    var sentence = getTranslation("people.refused." + why.name());
    switch (why) {
      case EMAIL_TAKEN -> {
        email.setErrorMessage(sentence);
        email.setInvalid(true);
      }
      case ROLES_EXCLUDE_EACH_OTHER, NO_ROLE -> roles.refuse(sentence);
      case ADMINISTRATORS_ONLY, UNKNOWN_PERSON, UNKNOWN_ORGANISATION, NOT_ONESELF -> {
        problem.setText(sentence);
        problem.setVisible(true);
      }
    }
  }
}
