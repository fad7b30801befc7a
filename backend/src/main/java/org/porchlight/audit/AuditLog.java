package org.porchlight.audit;

/// The append-only log of who did what.
public interface AuditLog {

  /// Writes one entry in the caller's transaction, and fails where there is none.
  ///
  /// Callers MUST show, send or change nothing until that transaction has committed. If the entry
  /// cannot be written the caller fails too: no record, no view.
  RecordedAccess append(AuditEvent event);
}
