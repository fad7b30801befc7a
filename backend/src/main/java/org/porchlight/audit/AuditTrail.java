package org.porchlight.audit;

import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads the log with its commitments opened. Who may read is the caller's question: owners and
/// auditors come through the `transparency` module, which asks it.
public interface AuditTrail {

  /// Entries of one camera, newest first.
  ///
  /// @param beforeSeq only entries with a lower camera number; [Long#MAX_VALUE] begins at the
  ///   newest
  /// @param limit at most so many, 1 to 1,000
  List<OpenedEntry> ofCamera(String cameraId, long beforeSeq, int limit);

  /// Entries of one camera that carry one of these permits, oldest first: the opening of a view and
  /// its close.
  List<OpenedEntry> ofPermits(String cameraId, Collection<String> permits);

  /// Entries of all kinds, newest first. Reading the whole log is itself something that is logged,
  /// hence the proof.
  ///
  /// @param event only this event or, when it ends in a dot, those that begin with it; null for all
  /// @param beforeEntry only rows with a lower number; [Long#MAX_VALUE] begins at the newest
  /// @param limit at most so many, 1 to 1,000
  List<OpenedEntry> page(
      RecordedAccess reading, @Nullable String event, long beforeEntry, int limit);
}
