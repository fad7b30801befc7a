package org.porchlight.portal.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.BDDMockito.given;
import static org.mockito.BDDMockito.then;
import static org.mockito.Mockito.never;
import static org.porchlight.portal.center.Samples.AGENCY;

import com.vaadin.browserless.SpringBrowserlessTest;
import com.vaadin.browserless.ViewPackages;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.textfield.TextField;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.porchlight.identity.AccountAnswer;
import org.porchlight.identity.Accounts;
import org.porchlight.identity.EmailAddress;
import org.porchlight.identity.NewAccount;
import org.porchlight.identity.Organisation;
import org.porchlight.identity.OrganisationKind;
import org.porchlight.identity.Organisations;
import org.porchlight.identity.People;
import org.porchlight.identity.Person;
import org.porchlight.identity.PersonId;
import org.porchlight.identity.Role;
import org.porchlight.portal.center.Viewer;
import org.porchlight.portal.center.WithActor;
import org.porchlight.portal.shell.CurrentActor;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.bean.override.mockito.MockitoBean;

@SpringBootTest
@Import({Viewer.class, CurrentActor.class})
@ViewPackages(classes = PeopleView.class)
@WithActor(Role.ADMINISTRATOR)
class PeopleViewTest extends SpringBrowserlessTest {

  static final Organisation POLICE =
      new Organisation(AGENCY, "Harbor Point Police", OrganisationKind.AGENCY);
  static final Person DANA = person("Dana Ortiz", PersonId.random(), true);
  static final Person MYSELF = person("Me", PersonId.of(WithActor.PERSON), false);

  @MockitoBean People people;
  @MockitoBean Accounts accounts;
  @MockitoBean Organisations organisations;

  @BeforeEach
  void twoPeople() {
    given(people.page(any(), anyInt(), anyInt())).willReturn(List.of(DANA, MYSELF));
    given(organisations.find(AGENCY)).willReturn(Optional.of(POLICE));
    given(organisations.page(anyInt(), anyInt())).willReturn(List.of(POLICE));
  }

  @Test
  void administratorReleasesALock() {
    given(accounts.releaseLock(any(), eq(DANA.id()))).willReturn(new AccountAnswer.Done(DANA.id()));
    navigate(PeopleView.class);

    test(card(DANA).release).click();

    assertThat(words()).contains("Dana Ortiz can log in again.");
  }

  @Test
  void nobodyIsOfferedToDisableThemselves() {
    navigate(PeopleView.class);

    assertThat(card(DANA).disable.isVisible()).isTrue();
    assertThat(card(MYSELF).disable.isVisible()).isFalse();
  }

  @Test
  void disablingNeedsAReason() {
    given(accounts.disable(any(), any(), any())).willReturn(new AccountAnswer.Done(DANA.id()));
    navigate(PeopleView.class);
    test(card(DANA).disable).click();
    var yes = dialogButton("Disable");

    test(yes).click();
    then(accounts).should(never()).disable(any(), any(), any());
    test(find(TextField.class).withCaption("Reason").single()).setValue("Left the department");
    test(yes).click();

    then(accounts).should().disable(any(), eq(DANA.id()), eq("Left the department"));
  }

  @Test
  void newAccountIsMadeWithItsRolesAndNoPassword() {
    given(accounts.create(any(), any())).willReturn(new AccountAnswer.Done(PersonId.random()));
    navigate(PeopleView.class);
    test(dialogButton("Create an account")).click();
    var dialog = find(NewPersonDialog.class).single();
    dialog.email.setValue("sam@example.org");
    dialog.name.setValue("Sam Reed");
    dialog.organisation.setValue(POLICE);
    dialog.roles.setValue(Set.of(Role.OFFICER));

    test(dialog.create).click();

    then(accounts)
        .should()
        .create(
            any(),
            eq(
                new NewAccount(
                    EmailAddress.of("sam@example.org"),
                    "Sam Reed",
                    AGENCY,
                    Set.of(Role.OFFICER),
                    "en")));
    assertThat(words()).contains("The account of Sam Reed was created");
  }

  @Test
  void refusalStaysInTheFormWithWhatWasTyped() {
    given(accounts.create(any(), any()))
        .willReturn(new AccountAnswer.Refused(AccountAnswer.Why.ROLES_EXCLUDE_EACH_OTHER));
    navigate(PeopleView.class);
    test(dialogButton("Create an account")).click();
    var dialog = find(NewPersonDialog.class).single();
    dialog.email.setValue("sam@example.org");
    dialog.name.setValue("Sam Reed");
    dialog.organisation.setValue(POLICE);
    dialog.roles.setValue(Set.of(Role.OFFICER, Role.ADMINISTRATOR));

    test(dialog.create).click();

    assertThat(dialog.isOpened()).isTrue();
    assertThat(dialog.roles.getErrorMessage()).contains("cannot hold these roles together");
    assertThat(dialog.name.getValue()).isEqualTo("Sam Reed");
  }

  @Test
  void machinesAreNotMadeHere() {
    assertThat(new RolesField().getListDataView().getItems()).doesNotContain(Role.MACHINE);
  }

  @Test
  @WithActor(Role.SUPERVISOR)
  void supervisorsSeeNoAccounts() {
    assertThatThrownBy(() -> navigate(PeopleView.class)).isNotNull();
  }

  private PersonCard card(Person person) {
    return find(PersonCard.class).all().stream()
        .filter(card -> card.person.equals(person))
        .findFirst()
        .orElseThrow();
  }

  private Button dialogButton(String words) {
    return find(Button.class).all().stream()
        .filter(button -> words.equals(button.getText()) && button.getAriaLabel().isEmpty())
        .findFirst()
        .orElseThrow();
  }

  private String words() {
    return getCurrentView().getElement().getTextRecursively();
  }

  private static Person person(String name, PersonId id, boolean locked) {
    return new Person(
        id,
        EmailAddress.of("dana@example.org"),
        name,
        AGENCY,
        Set.of(Role.OPERATOR),
        true,
        true,
        false,
        locked,
        "en");
  }
}
