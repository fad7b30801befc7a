package org.porchlight.portal.signup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.BDDMockito.given;
import static org.mockito.BDDMockito.then;

import com.vaadin.browserless.SpringBrowserlessTest;
import com.vaadin.browserless.ViewPackages;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.router.QueryParameters;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.porchlight.identity.EmailAddress;
import org.porchlight.identity.Person;
import org.porchlight.identity.Role;
import org.porchlight.identity.SignUp;
import org.porchlight.testing.WithActor;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.security.test.context.support.WithAnonymousUser;
import org.springframework.test.context.bean.override.mockito.MockitoBean;

@SpringBootTest
@ViewPackages(classes = ConfirmView.class)
@WithAnonymousUser
class ConfirmViewTest extends SpringBrowserlessTest {

  @MockitoBean SignUp signUp;

  @Test
  void openingTheLinkUsesNothingUp() {
    open("abc");

    then(signUp).shouldHaveNoInteractions();
  }

  @Test
  void buttonConfirmsAndLeadsToTheLogIn() {
    given(signUp.confirm(eq("abc"), anyString())).willReturn(Optional.of(person()));

    var view = open("abc");
    test(view.confirm).click();

    assertThat(find(Anchor.class, view.answer).single().getHref()).isEqualTo("login");
  }

  @Test
  void linkThatIsNoLongerGoodLeadsToANewOne() {
    given(signUp.confirm(eq("old"), anyString())).willReturn(Optional.empty());

    var view = open("old");
    test(view.confirm).click();

    assertThat(find(Anchor.class, view.answer).single().getHref()).isEqualTo("signup");
  }

  private ConfirmView open(String token) {
    UI.getCurrent().navigate(ConfirmView.class, QueryParameters.of("token", token));
    return (ConfirmView) getCurrentView();
  }

  private static Person person() {
    return new Person(
        WithActor.PERSON,
        EmailAddress.of("ana@example.org"),
        "Ana",
        WithActor.ORGANISATION,
        Set.of(Role.OWNER),
        true,
        false,
        false,
        false,
        "en");
  }
}
