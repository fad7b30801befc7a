package org.porchlight.portal.shell;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.ErrorParameter;
import com.vaadin.flow.router.HasErrorParameter;
import com.vaadin.flow.router.NotFoundException;
import com.vaadin.flow.router.ParentLayout;
import com.vaadin.flow.server.auth.AnonymousAllowed;

/// Shown for an address that does not exist, and for one that this person may not open: the two
/// look the same on purpose.
@AnonymousAllowed
@ParentLayout(PublicLayout.class)
class NothingHereView extends Page implements HasErrorParameter<NotFoundException> {

  private static final long serialVersionUID = 1L;

  NothingHereView() {
    super("shell.missing");
    add(
        new Paragraph(getTranslation("shell.missing.text")),
        new Anchor("", getTranslation("shell.missing.home")));
  }

  @Override
  public int setErrorParameter(BeforeEnterEvent entering, ErrorParameter<NotFoundException> why) {
    return 404;
  }
}
