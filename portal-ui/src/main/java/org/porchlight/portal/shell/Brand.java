package org.porchlight.portal.shell;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Image;
import com.vaadin.flow.component.html.Span;

/// The lamp and the name, leading home.
class Brand extends Anchor {

  private static final long serialVersionUID = 1L;

  Brand() {
    setHref("");
    addClassName("brand");
    // The name beside it says it all, so the picture is silent for screen readers.
    add(new Image("porchlight.svg", ""), new Span("Porchlight"));
  }
}
