package org.porchlight.identity;

import java.time.Clock;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/// Ends sessions, and says so to whoever holds something open for one.
@Component
class OpenSessions {

  private final JdbcSessions sessions;
  private final JdbcLinks links;
  private final ApplicationEventPublisher events;
  private final Clock clock;

  OpenSessions(
      JdbcSessions sessions, JdbcLinks links, ApplicationEventPublisher events, Clock clock) {
    this.sessions = sessions;
    this.links = links;
    this.events = events;
    this.clock = clock;
  }

  /// Ends everything a person has open, half-finished log-ins too.
  void endAll(PersonId person, String why) {
    var now = clock.instant();
    links.deleteChallenges(person);
    for (var session : sessions.endAll(person, why, now)) {
      events.publishEvent(new SessionEnded(session, person, now));
    }
  }

  void end(String session, PersonId person, String why) {
    var now = clock.instant();
    if (sessions.end(session, why, now)) {
      events.publishEvent(new SessionEnded(session, person, now));
    }
  }
}
