package org.porchlight.audit;

import java.util.List;

/// The append-only log of who did what.
public interface AuditLog {

  /// Writes one entry in the caller's transaction, and fails where there is none.
  ///
  /// Callers MUST show, send or change nothing until that transaction has committed. If the entry
  /// cannot be written the caller fails too: no record, no view.
  ///
  /// An entry that names a camera holds that camera's lock until the transaction ends: keep such a
  /// transaction short, and append for several cameras in the order of their ids, or two of them
  /// may wait for each other.
  ///
  /// @throws IllegalArgumentException if a field has no legal name or the entry exceeds 65,535
  ///   bytes
  RecordedAccess append(AuditEvent event);

  /// The same for several, in this order and in one round trip. Give those that name cameras in the
  /// order of the cameras' ids, and not more than some dozens of them: each holds a lock.
  default void appendAll(List<AuditEvent> events) {
    events.forEach(this::append);
  }

  /// Writes entries of cameras that the caller's transaction has just made, without a lock for
  /// each: nobody else can know them yet.
  ///
  /// @throws IllegalArgumentException if an entry names no camera, or as for [#append]
  /// @throws org.springframework.dao.DuplicateKeyException if a camera has an entry of another
  ///   transaction
  default void appendForNew(List<AuditEvent> events) {
    events.forEach(this::append);
  }
}
