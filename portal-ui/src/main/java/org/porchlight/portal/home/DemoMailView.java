package org.porchlight.portal.home;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Article;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.NotFoundException;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.server.auth.AnonymousAllowed;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.porchlight.notices.MailBox;
import org.porchlight.notices.StoredMail;
import org.porchlight.portal.shell.Page;
import org.porchlight.portal.shell.PlainLink;
import org.porchlight.portal.shell.PublicLayout;
import org.porchlight.portal.shell.Refresh;
import org.porchlight.portal.shell.When;
import org.springframework.beans.factory.annotation.Value;

/// The mails that a demo would have sent, for everyone to read. Outside a demo there is no such
/// page.
@Route(value = "demo/mail", layout = PublicLayout.class)
@AnonymousAllowed
class DemoMailView extends Page implements BeforeEnterObserver {

  private static final int SHOWN = 30;
  private static final Pattern LINK = Pattern.compile("https?://\\S+");

  final Div mails = new Div();

  private final MailBox mailBox;
  private final boolean demo;
  private List<StoredMail> shown = List.of();

  DemoMailView(MailBox mailBox, Refresh refresh, @Value("${porchlight.demo:false}") boolean demo) {
    super("home.mail");
    this.mailBox = mailBox;
    this.demo = demo;
    showLead();
    mails.addClassName("stack");
    var again = new Button(getTranslation("home.mail.refresh"), _ -> show());
    again.addClassName("above");
    add(again, mails);
    refresh.whileShown(this, Duration.ofSeconds(3), this::show);
  }

  @Override
  public void beforeEnter(BeforeEnterEvent entering) {
    if (demo) {
      show();
    } else {
      entering.rerouteToError(NotFoundException.class);
    }
  }

  private void show() {
    var latest = mailBox.latest(SHOWN);
    if (latest.equals(shown) && mails.getChildren().findAny().isPresent()) {
      return;
    }
    shown = latest;
    mails.removeAll();
    if (latest.isEmpty()) {
      mails.add(new Paragraph(getTranslation("home.mail.none")));
    }
    latest.forEach(stored -> mails.add(letter(stored)));
  }

  private static Article letter(StoredMail stored) {
    var mail = stored.mail();
    var head = new Paragraph(new Span(mail.to()), new Span(" · " + When.of(stored.at())));
    head.addClassName("soft");
    var letter = new Article(new H2(mail.subject()), head, text(mail.text()));
    letter.addClassName("panel");
    return letter;
  }

  /// The text of the mail with its links to be followed.
  private static Div text(String text) {
    var body = new Div();
    body.addClassName("letter");
    var end = 0;
    for (var link : LINK.matcher(text).results().toList()) {
      body.add(
          new Span(text.substring(end, link.start())), new PlainLink(link.group(), link.group()));
      end = link.end();
    }
    body.add(new Span(text.substring(end)));
    return body;
  }
}
