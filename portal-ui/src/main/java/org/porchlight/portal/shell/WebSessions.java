package org.porchlight.portal.shell;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import jakarta.servlet.http.HttpSessionEvent;
import jakarta.servlet.http.HttpSessionListener;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.porchlight.identity.Actor;
import org.porchlight.identity.SessionEnded;
import org.porchlight.kernel.AfterCommit;
import org.springframework.context.event.EventListener;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.authentication.session.ChangeSessionIdAuthenticationStrategy;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.security.web.csrf.CsrfAuthenticationStrategy;
import org.springframework.security.web.csrf.HttpSessionCsrfTokenRepository;
import org.springframework.stereotype.Component;

/// Sessions of browsers: begun after the log-in, ended when identity says so, from outside too.
@Component
public class WebSessions implements HttpSessionListener {

  /// CJIS AC-11.
  static final Duration IDLE = Duration.ofMinutes(30);

  private static final String ACTIVE_AT = "porchlight.active";
  private static final String SESSION = "porchlight.session";

  private final HttpSessionSecurityContextRepository contexts =
      new HttpSessionSecurityContextRepository();
  private final ChangeSessionIdAuthenticationStrategy newId =
      new ChangeSessionIdAuthenticationStrategy();
  private final CsrfAuthenticationStrategy newCsrfToken =
      new CsrfAuthenticationStrategy(new HttpSessionCsrfTokenRepository());
  private final ConcurrentMap<String, HttpSession> open = new ConcurrentHashMap<>();
  private final Clock clock;

  WebSessions(Clock clock) {
    this.clock = clock;
  }

  /// Makes the actor the principal of this browser's session, under a new session id and with a new
  /// CSRF token: whoever knew the old ones knows nothing now.
  public void begin(Actor actor, HttpServletRequest request, HttpServletResponse response) {
    var authorities =
        actor.roles().stream().map(role -> new SimpleGrantedAuthority("ROLE_" + role)).toList();
    var authentication =
        UsernamePasswordAuthenticationToken.authenticated(actor, null, authorities);
    var session = request.getSession();
    newId.onAuthentication(authentication, request, response);
    newCsrfToken.onAuthentication(authentication, request, response);
    var context = SecurityContextHolder.createEmptyContext();
    context.setAuthentication(authentication);
    SecurityContextHolder.setContext(context);
    contexts.saveContext(context, request, response);
    session.setAttribute(SESSION, actor.session());
    session.setAttribute(ACTIVE_AT, clock.instant());
    open.put(actor.session(), session);
  }

  /// Whether the person did something within the last half hour.
  ///
  /// @param byPerson whether this request comes from the person, and not from the page by itself
  boolean isActive(HttpSession session, boolean byPerson) {
    var now = clock.instant();
    var before = session.getAttribute(ACTIVE_AT);
    if (before instanceof Instant at && at.plus(IDLE).isBefore(now)) {
      return false;
    }
    if (byPerson) {
      session.setAttribute(ACTIVE_AT, now);
    }
    return true;
  }

  /// The person signs out, and the request that says so closes the session itself: nobody else may
  /// do it under its hands.
  void isLeaving(Actor actor) {
    open.remove(actor.session());
  }

  /// Closes the browser's session at once; open pages are told by the server, not by their next
  /// click.
  @EventListener
  void on(SessionEnded ended) {
    AfterCommit.run(
        "session-ending",
        () -> {
          var session = open.remove(ended.session());
          if (session != null) {
            end(session);
          }
        });
  }

  @Override
  public void sessionDestroyed(HttpSessionEvent event) {
    if (event.getSession().getAttribute(SESSION) instanceof String id) {
      open.remove(id);
    }
  }

  static void end(HttpSession session) {
    try {
      session.invalidate();
    } catch (IllegalStateException already) {
      // Ended by itself in the same moment, which is what we want.
    }
  }
}
