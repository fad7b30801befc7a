package org.porchlight.portal.signup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.BDDMockito.given;
import static org.mockito.BDDMockito.then;

import com.vaadin.browserless.SpringBrowserlessTest;
import com.vaadin.browserless.ViewPackages;
import com.vaadin.flow.component.html.H2;
import org.junit.jupiter.api.Test;
import org.porchlight.identity.OrganisationKind;
import org.porchlight.identity.SignUp;
import org.porchlight.identity.SignUpAnswer;
import org.porchlight.identity.SignUpAnswer.Why;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.security.test.context.support.WithAnonymousUser;
import org.springframework.test.context.bean.override.mockito.MockitoBean;

@SpringBootTest
@ViewPackages(classes = SignupView.class)
@WithAnonymousUser
class SignupViewTest extends SpringBrowserlessTest {

  @MockitoBean SignUp signUp;

  @Test
  void asksForTheAccountAndSaysToCheckTheMail() {
    given(signUp.request(any(), any(), any(), any(), any(), any()))
        .willReturn(new SignUpAnswer.Accepted());

    var view = typed();

    then(signUp)
        .should()
        .request(
            eq("ana@example.org"),
            eq("a horse in the hallway"),
            eq(null),
            eq(OrganisationKind.BUSINESS),
            eq("en"),
            anyString());
    assertThat(find(H2.class, view.answer).single().getText()).isEqualTo("Check your mail");
  }

  @Test
  void refusalKeepsWhatWasTypedAndSaysWhatToDo() {
    given(signUp.request(any(), any(), any(), any(), any(), any()))
        .willReturn(new SignUpAnswer.Refused("password", Why.PASSWORD_TOO_COMMON));

    var view = typed();

    assertThat(view.email.getValue()).isEqualTo("ana@example.org");
    assertThat(view.password.getValue()).isEqualTo("a horse in the hallway");
    assertThat(view.password.isInvalid()).isTrue();
    assertThat(view.password.getErrorMessage()).contains("Choose another");
  }

  @Test
  void policeCannotSignThemselvesUp() {
    var view = navigate(SignupView.class);

    assertThat(view.kind.getListDataView().getItems()).doesNotContain(OrganisationKind.AGENCY);
  }

  private SignupView typed() {
    var view = navigate(SignupView.class);
    test(view.email).setValue("ana@example.org");
    test(view.password).setValue("a horse in the hallway");
    view.kind.setValue(OrganisationKind.BUSINESS);
    test(view.submit).click();
    return view;
  }
}
