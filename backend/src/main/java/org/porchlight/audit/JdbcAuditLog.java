package org.porchlight.audit;

import java.security.SecureRandom;
import java.sql.Types;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

@Repository
class JdbcAuditLog implements AuditLog {

  private final JdbcClient jdbc;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();

  JdbcAuditLog(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  @Override
  @Transactional(propagation = Propagation.MANDATORY)
  public RecordedAccess append(AuditEvent event) {
    // The log keeps milliseconds; the column must say the same instant as the leaf.
    var at = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    var leaf = Leaf.of(event, at, random);
    var openings = leaf.openings;
    var entry =
        jdbc.sql("SELECT o_entry FROM audit.append(?, ?, ?, ?, ?, ?, ?, ?, ?)")
            .param(1, event.camera() == null ? null : Leaf.clean(event.camera()), Types.VARCHAR)
            .param(2, UUID.randomUUID())
            .param(3, OffsetDateTime.ofInstant(at, ZoneOffset.UTC))
            .param(4, event.event())
            .param(5, leaf.head)
            .param(6, leaf.tail)
            .param(7, openings.stream().map(o -> o.field).toArray(String[]::new))
            .param(8, openings.stream().map(o -> o.salt).toArray(byte[][]::new))
            .param(9, openings.stream().map(o -> o.value).toArray(String[]::new))
            .query(Long.class)
            .single();
    return new RecordedAccess(entry, event.camera());
  }
}
