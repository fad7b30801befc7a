package org.porchlight.portal.reviews;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Article;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.RolesAllowed;
import java.time.Clock;
import org.porchlight.access.OverrideToReview;
import org.porchlight.access.Overrides;
import org.porchlight.identity.Actor;
import org.porchlight.identity.People;
import org.porchlight.portal.center.Names;
import org.porchlight.portal.center.Viewer;
import org.porchlight.portal.center.Words;
import org.porchlight.portal.shell.MainLayout;
import org.porchlight.portal.shell.Message;
import org.porchlight.portal.shell.Page;

/// Exigent overrides that wait for another supervisor.
@Route(value = "reviews", layout = MainLayout.class)
@Menu(title = "override.review.menu", order = 18, icon = "vaadin:check-square-o")
@RolesAllowed("SUPERVISOR")
class ReviewsView extends Page {

  private static final long serialVersionUID = 1L;

  final Div list = new Div();
  private final Div message = new Div();
  private final Actor me;
  private final Overrides overrides;
  private final People people;
  private final Clock clock;

  ReviewsView(Viewer viewer, Overrides overrides, People people, Clock clock) {
    super("override.review");
    this.me = viewer.actor();
    this.overrides = overrides;
    this.people = people;
    this.clock = clock;
    list.addClassName("stack");
    message.getElement().setAttribute("role", "status");
    showLead();
    add(message, list);
    show();
  }

  private void show() {
    var waiting = overrides.toReview(me);
    list.removeAll();
    if (waiting.isEmpty()) {
      list.add(new Paragraph(getTranslation("override.none")));
    }
    waiting.forEach(one -> list.add(card(one)));
  }

  private Article card(OverrideToReview one) {
    var words = Words.of(UI.getCurrent());
    var name = one.cameraName() == null ? one.camera().toString() : one.cameraName();
    var card = new Article();
    card.addClassNames("panel", "stack");
    card.add(new H2(name));
    card.add(
        new Paragraph(
            getTranslation(
                "override.asked", words.moment(one.askedAt()), Names.of(people, one.person()))));
    card.add(new Paragraph(getTranslation("purpose." + one.purpose())));
    var reason = new Paragraph(one.reason());
    reason.addClassName("quoted");
    card.add(reason);
    card.add(
        clock.instant().isBefore(one.due())
            ? new Message(
                Message.Tone.WAITING, getTranslation("override.due", words.moment(one.due())))
            : new Message(Message.Tone.BAD, getTranslation("override.late")));
    card.add(one.own() ? new Paragraph(getTranslation("override.mine")) : answers(one, name));
    return card;
  }

  private Div answers(OverrideToReview one, String name) {
    var yes = new Button(getTranslation("override.justified"), _ -> review(one, true));
    yes.addThemeVariants(ButtonVariant.PRIMARY);
    yes.setAriaLabel(getTranslation("override.justified") + ": " + name);
    var no = new Button(getTranslation("override.unjustified"), _ -> review(one, false));
    no.addThemeVariants(ButtonVariant.ERROR);
    no.setAriaLabel(getTranslation("override.unjustified") + ": " + name);
    var row = new Div(yes, no);
    row.addClassName("row");
    return row;
  }

  private void review(OverrideToReview one, boolean justified) {
    message.removeAll();
    if (!overrides.review(me, one.id(), justified)) {
      message.add(new Message(Message.Tone.WAITING, getTranslation("override.review.gone")));
    }
    show();
  }
}
