package org.porchlight.portal.shell;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.ErrorParameter;
import com.vaadin.flow.router.HasErrorParameter;
import com.vaadin.flow.router.ParentLayout;
import com.vaadin.flow.server.auth.AnonymousAllowed;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Shown when a page could not be opened for a reason that is our fault.
@AnonymousAllowed
@ParentLayout(PublicLayout.class)
class SomethingBrokeView extends Page implements HasErrorParameter<Exception> {

  private static final long serialVersionUID = 1L;
  private static final Logger LOG = LoggerFactory.getLogger(SomethingBrokeView.class);

  private final Paragraph text = new Paragraph();

  SomethingBrokeView() {
    super("shell.broken");
    add(text, new Anchor("", getTranslation("shell.missing.home")));
  }

  @Override
  public int setErrorParameter(BeforeEnterEvent entering, ErrorParameter<Exception> why) {
    var reference = SessionStart.reference();
    LOG.error("Unexpected error {} opening a page", reference, why.getCaughtException());
    text.setText(getTranslation("shell.error.unexpected", reference));
    return 500;
  }
}
