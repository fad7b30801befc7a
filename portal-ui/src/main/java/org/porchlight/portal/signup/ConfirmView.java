package org.porchlight.portal.signup;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.server.auth.AnonymousAllowed;
import org.porchlight.identity.SignUp;
import org.porchlight.portal.shell.Message;
import org.porchlight.portal.shell.Message.Tone;
import org.porchlight.portal.shell.Page;
import org.porchlight.portal.shell.PublicLayout;
import org.porchlight.portal.shell.RequestSource;

/// Where the link in the first mail leads. Opening it uses nothing up, because scanners of mail
/// open links too; only the button confirms.
@Route(value = "signup/confirm", layout = PublicLayout.class)
@AnonymousAllowed
class ConfirmView extends Page implements BeforeEnterObserver {

  final Button confirm = new Button(getTranslation("signup.confirm.button"));
  final Div answer = new Div();

  private String token = "";

  ConfirmView(SignUp signUp) {
    super("signup.confirm");
    showLead();
    confirm.addThemeVariants(ButtonVariant.PRIMARY);
    confirm.setDisableOnClick(true);
    confirm.addClickListener(_ -> confirm(signUp));
    add(confirm, answer);
  }

  @Override
  public void beforeEnter(BeforeEnterEvent entering) {
    token =
        entering.getLocation().getQueryParameters().getSingleParameter("token").orElse("").strip();
    if (token.isEmpty()) {
      tooLate();
    }
  }

  private void confirm(SignUp signUp) {
    if (signUp.confirm(token, RequestSource.address()).isPresent()) {
      var signIn = new Anchor("login", getTranslation("home.signin"));
      signIn.addClassNames("button-link", "button-link-primary");
      show(new Message(Tone.GOOD, getTranslation("signup.confirm.done")), signIn);
    } else {
      tooLate();
    }
  }

  private void tooLate() {
    show(
        new Message(Tone.BAD, getTranslation("signup.confirm.late")),
        new Paragraph(new Anchor("signup", getTranslation("signup.confirm.again"))));
  }

  private void show(Component... said) {
    confirm.setVisible(false);
    answer.removeAll();
    answer.add(said);
    answer.addClassName("stack");
  }
}
