package org.porchlight.portal.shell;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.porchlight.identity.Actor;
import org.porchlight.identity.Present;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.web.filter.OncePerRequestFilter;

/// Asks on every request whether the account and the session are still good and the person still
/// there. Whoever is not goes on as a stranger, that is, to the log-in page.
final class StillPresent extends OncePerRequestFilter {

  /// Pictures and uploads of pages that are open: there is no page without a session.
  private static final RequestMatcher PARTS_OF_PAGES =
      PathPatternRequestMatcher.withDefaults().matcher("/VAADIN/dynamic/**");

  private final Present present;
  private final WebSessions sessions;

  StillPresent(Present present, WebSessions sessions) {
    this.present = present;
    this.sessions = sessions;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (request.getSession(false) == null && PARTS_OF_PAGES.matches(request)) {
      // Vaadin would begin a session for it, and find nothing in it.
      response.setStatus(HttpStatus.UNAUTHORIZED.value());
      return;
    }
    var authentication = SecurityContextHolder.getContext().getAuthentication();
    var session = request.getSession(false);
    if (authentication != null
        && authentication.getPrincipal() instanceof Actor actor
        && session != null
        && (!sessions.isActive(session, isByPerson(request)) || present.of(actor).isEmpty())) {
      SecurityContextHolder.clearContext();
      WebSessions.end(session);
    }
    chain.doFilter(request, response);
  }

  /// Heartbeats and push connections come from a page that nobody need look at.
  private static boolean isByPerson(HttpServletRequest request) {
    var query = request.getQueryString();
    return query == null || !(query.contains("v-r=heartbeat") || query.contains("v-r=push"));
  }
}
