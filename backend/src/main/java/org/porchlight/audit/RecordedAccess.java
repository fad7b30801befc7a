package org.porchlight.audit;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Proof that something is in the audit log. Only [AuditLog] makes one; ask for it as a parameter
/// wherever something is about to be shown. See docs/decisions/0004-proofs-as-parameters.md.
public final class RecordedAccess {

  private final long entry;
  private final @Nullable String camera;

  RecordedAccess(long entry, @Nullable String camera) {
    this.entry = entry;
    this.camera = camera;
  }

  /// Number of the row. Not yet the index in the log, which the sequencer gives.
  public long entry() {
    return entry;
  }

  /// The camera that the entry names, if it names one.
  public Optional<String> camera() {
    return Optional.ofNullable(camera);
  }
}
