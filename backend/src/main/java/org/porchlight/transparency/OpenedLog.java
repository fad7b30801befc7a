package org.porchlight.transparency;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.porchlight.audit.AuditEvent;
import org.porchlight.audit.AuditLog;
import org.porchlight.audit.AuditTrail;
import org.porchlight.audit.OpenedEntry;
import org.porchlight.audit.Outcome;
import org.porchlight.identity.Actor;
import org.porchlight.identity.Present;
import org.porchlight.identity.Role;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// The whole log with its commitments opened, for auditors. Every look is itself in the log.
@Service
public class OpenedLog {

  /// The first page begins here.
  public static final long NEWEST = Long.MAX_VALUE;

  private final AuditTrail trail;
  private final AuditLog log;
  private final Present present;

  OpenedLog(AuditTrail trail, AuditLog log, Present present) {
    this.trail = trail;
    this.log = log;
    this.present = present;
  }

  /// Entries of all kinds, newest first; the first of them is this look.
  ///
  /// @param event only this event or, when it ends in a dot, those that begin with it; null for all
  /// @param before [#NEWEST], or the entry number of the last one of the page above
  /// @param limit at most so many, 1 to 1,000
  /// @throws AuditorsOnly if the reader is no auditor now
  @Transactional
  public List<OpenedEntry> page(Actor reader, @Nullable String event, long before, int limit) {
    if (present.of(reader).filter(now -> now.is(Role.AUDITOR)).isEmpty()) {
      throw new AuditorsOnly();
    }
    var reading =
        log.append(
            AuditEvent.of("audit.log.read", Outcome.ALLOW)
                .personal("act", reader.person().toString())
                .personal("org", reader.organisation().toString())
                .personal("src", reader.source())
                .personal("q", event));
    return trail.page(reading, event, before, limit);
  }
}
