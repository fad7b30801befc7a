package org.porchlight.portal.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.porchlight.identity.Actor;
import org.porchlight.identity.OrganisationId;
import org.porchlight.identity.PersonId;
import org.porchlight.identity.Role;
import org.porchlight.identity.SessionEnded;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.mock.web.MockHttpSession;
import org.springframework.security.core.context.SecurityContextHolder;

class WebSessionsTest {

  static final Instant NOW = Instant.parse("2026-11-23T05:00:00Z");

  final WebSessions sessions = new WebSessions(Clock.fixed(NOW, ZoneOffset.UTC));

  @AfterEach
  void nobody() {
    SecurityContextHolder.clearContext();
  }

  @Test
  void aSessionThatIdentityEndsIsClosedInTheBrowserToo() {
    var actor = actor("one");
    var session = begin(actor);

    sessions.on(new SessionEnded(actor.session(), actor.person(), NOW));

    await().atMost(Duration.ofSeconds(5)).until(session::isInvalid);
  }

  @Test
  void whoeverSignsOutIsNotInterruptedByTheNewsOfIt() {
    var actor = actor("one");
    var other = actor("two");
    var leaving = begin(actor);
    var later = begin(other);

    sessions.isLeaving(actor);
    sessions.on(new SessionEnded(actor.session(), actor.person(), NOW));
    sessions.on(new SessionEnded(other.session(), other.person(), NOW));

    await().atMost(Duration.ofSeconds(5)).until(later::isInvalid);
    assertThat(leaving.isInvalid()).isFalse();
  }

  private MockHttpSession begin(Actor actor) {
    var request = new MockHttpServletRequest();
    sessions.begin(actor, request, new MockHttpServletResponse());
    return (MockHttpSession) request.getSession();
  }

  private static Actor actor(String session) {
    return new Actor(
        PersonId.random(), OrganisationId.random(), Set.of(Role.OWNER), session, null, "192.0.2.1");
  }
}
