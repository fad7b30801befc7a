package org.porchlight.api.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.porchlight.identity.Actor;
import org.porchlight.identity.Present;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/// A session of the portal counts here only while account and session are still good.
final class PresentSessions extends OncePerRequestFilter {

  private final Present present;

  PresentSessions(Present present) {
    this.present = present;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    var authentication = SecurityContextHolder.getContext().getAuthentication();
    if (authentication != null
        && authentication.getPrincipal() instanceof Actor actor
        && present.of(actor).isEmpty()) {
      SecurityContextHolder.clearContext();
    }
    chain.doFilter(request, response);
  }
}
