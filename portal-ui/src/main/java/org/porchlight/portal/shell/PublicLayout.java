package org.porchlight.portal.shell;

import com.vaadin.flow.component.HasElement;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Footer;
import com.vaadin.flow.component.html.Header;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.RouterLayout;
import com.vaadin.flow.server.auth.AnonymousAllowed;

/// The frame for pages that anyone may see: start, sign-up, log-in.
@AnonymousAllowed
public class PublicLayout extends Div implements RouterLayout {

  private static final long serialVersionUID = 1L;

  private final Div content = new Div();

  PublicLayout() {
    addClassName("public-layout");
    var actions = new Div(new LanguageSwitch());
    actions.addClassName("bar-actions");
    var header = new Header(new Brand(), actions);
    header.addClassName("bar");
    content.addClassName("public-content");
    SkipLink.aimAt(content);
    add(new SkipLink(), header, content, footer());
  }

  @Override
  public void showRouterLayoutContent(HasElement view) {
    content.getElement().appendChild(view.getElement());
  }

  @Override
  public void removeRouterLayoutContent(HasElement view) {
    content.getElement().removeAllChildren();
  }

  private Footer footer() {
    var promise = new Span(getTranslation("shell.promise"));
    var log = new PlainLink("audit/checkpoint", getTranslation("shell.checkpoint"));
    var footer = new Footer(promise, log);
    footer.addClassName("public-footer");
    return footer;
  }
}
