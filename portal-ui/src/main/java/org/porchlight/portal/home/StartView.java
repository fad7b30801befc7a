package org.porchlight.portal.home;

import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;
import org.porchlight.identity.Role;
import org.porchlight.portal.shell.CurrentActor;
import org.porchlight.portal.shell.MainLayout;
import org.porchlight.portal.shell.Page;
import org.porchlight.portal.shell.PlainLink;

/// Where people arrive for whom the portal has no page: officers work on their phones, and some
/// roles have nothing to do here yet.
@Route(value = "start", layout = MainLayout.class)
@PermitAll
class StartView extends Page {

  private static final long serialVersionUID = 1L;

  StartView(CurrentActor current) {
    super("start");
    var roles = current.get().roles();
    if (roles.contains(Role.OFFICER)) {
      add(new Paragraph(getTranslation("start.officer")), phone());
    } else {
      add(new Paragraph(getTranslation("start.nothing")));
    }
  }

  private PlainLink phone() {
    var phone = new PlainLink("phone/", getTranslation("start.phone"));
    phone.addClassNames("button-link", "button-link-primary");
    return phone;
  }
}
