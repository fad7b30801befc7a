package org.porchlight.portal.shell;

import com.vaadin.flow.component.html.Anchor;

/// A link to what is not a view: the pages of the door, the phone app, files. The browser fetches
/// it, instead of the portal looking for a view of that name and finding none.
public final class PlainLink extends Anchor {

  private static final long serialVersionUID = 1L;

  public PlainLink(String address, String words) {
    super(address, words);
    setRouterIgnore(true);
  }
}
