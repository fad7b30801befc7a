package org.porchlight.portal.shell;

import com.vaadin.flow.server.VaadinRequest;
import com.vaadin.flow.server.VaadinSession;

/// Where the present request came from.
public final class RequestSource {

  private RequestSource() {}

  /// The address of the browser, as the proxy in front told it where there is one.
  public static String address() {
    var request = VaadinRequest.getCurrent();
    if (request != null) {
      return request.getRemoteAddr();
    }
    var session = VaadinSession.getCurrent();
    return session == null ? "unknown" : session.getBrowser().getAddress();
  }
}
