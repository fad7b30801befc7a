package org.porchlight.alerts;

import java.time.Instant;
import java.util.Collection;
import java.util.Set;
import org.porchlight.identity.PersonId;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/// Says what happened: to the other modules, and on the officers' event streams. Nothing is heard
/// before the transaction has committed.
@Component
class AlertNews {

  private final JdbcAlerts alerts;
  private final StreamBell bell;
  private final ApplicationEventPublisher events;

  AlertNews(JdbcAlerts alerts, StreamBell bell, ApplicationEventPublisher events) {
    this.alerts = alerts;
    this.bell = bell;
    this.events = events;
  }

  void publish(Object event) {
    events.publishEvent(event);
  }

  /// Must be the last thing in a transaction, see [JdbcAlerts#tell].
  void tell(Collection<PersonId> officers, AlertId id, AlertChange.What what, Instant now) {
    if (officers.isEmpty()) {
      return;
    }
    alerts.tell(officers, id, what, now);
    var listeners = Set.copyOf(officers);
    TransactionSynchronizationManager.registerSynchronization(
        new TransactionSynchronization() {
          @Override
          public void afterCommit() {
            listeners.forEach(bell::ring);
          }
        });
  }
}
