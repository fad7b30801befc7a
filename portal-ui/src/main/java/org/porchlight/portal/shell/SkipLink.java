package org.porchlight.portal.shell;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HasElement;
import com.vaadin.flow.component.html.Anchor;

/// Lets keyboard users jump over the navigation. Shown only while it has the focus.
class SkipLink extends Anchor {

  private static final long serialVersionUID = 1L;
  private static final String TARGET = "main";

  SkipLink() {
    super("#" + TARGET);
    setText(getTranslation("shell.skip"));
    addClassName("skip-link");
    setRouterIgnore(true);
  }

  /// Makes this the place the link jumps to, and the main landmark of the page.
  static void aimAt(HasElement content) {
    var element = content.getElement();
    element.setAttribute("id", TARGET);
    element.setAttribute("role", "main");
    element.setAttribute("tabindex", "-1");
  }

  static void aimAt(Component content) {
    aimAt((HasElement) content);
  }
}
