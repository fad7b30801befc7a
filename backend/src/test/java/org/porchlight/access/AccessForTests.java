package org.porchlight.access;

import java.time.Clock;
import org.porchlight.audit.AuditLog;
import org.porchlight.consent.Sharing;
import org.porchlight.identity.Present;
import org.porchlight.incidents.Incidents;
import org.porchlight.registry.PoliceRegistry;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.transaction.support.TransactionOperations;

/// Decides as the house does, but about people who are in no table.
public final class AccessForTests {

  private AccessForTests() {}

  public static Access of(BeanFactory beans, Present present) {
    return of(beans, present, beans.getBean(AuditLog.class));
  }

  /// Writes its entries elsewhere.
  public static Access of(BeanFactory beans, Present present, AuditLog log) {
    return new Access(
        present,
        beans.getBean(PoliceRegistry.class),
        beans.getBean(Sharing.class),
        beans.getBean(Incidents.class),
        beans.getBean(JdbcBesides.class),
        log,
        beans.getBean(TransactionOperations.class),
        beans.getBean(Clock.class));
  }
}
