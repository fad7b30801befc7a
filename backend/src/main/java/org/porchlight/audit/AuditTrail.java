package org.porchlight.audit;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

  /// Entries of one camera as they stand in the tree, oldest first.
  ///
  /// @param afterNumber only entries with a higher camera number; 0 begins at the first
  /// @param limit at most so many, 1 to 1,000
  List<NumberedLeaf> leavesOf(String cameraId, long afterNumber, int limit);

  /// How many uses of one camera began on each day of some time, by the day in this zone: entries
  /// that share a permit count once, when the first of them was written. Days without are absent.
  Map<LocalDate, Integer> days(String cameraId, Instant from, Instant to, ZoneId zone);

  /// The numbers of the entries of one camera that were written in some time; empty if there are
  /// none.
  Optional<Numbers> numbers(String cameraId, Instant from, Instant to);

  /// Cameras by their newest entry, newest first.
  ///
  /// @param limit at most so many, 1 to 1,000
  List<CameraLine> cameras(int limit);

  /// From the lowest to the highest, both included.
  record Numbers(long lowest, long highest) {}

  /// The list of one camera.
  ///
  /// @param entries how many it has
  /// @param newestAt when the newest was written
  record CameraLine(String camera, long entries, Instant newestAt) {}

  /// Entries of one camera that carry one of these permits, oldest first: the opening of a view and
  /// its close.
  List<OpenedEntry> ofPermits(String cameraId, Collection<String> permits);

  /// What the log says about these permits, whatever the camera, oldest first. A permit that is not
  /// there has no entry.
  List<PermitEntry> ofPermits(Collection<String> permits);

  /// Entries of all kinds, newest first. Reading the whole log is itself something that is logged,
  /// hence the proof.
  ///
  /// @param event only this event or, when it ends in a dot, those that begin with it; null for all
  /// @param beforeEntry only rows with a lower number; [Long#MAX_VALUE] begins at the newest
  /// @param limit at most so many, 1 to 1,000
  List<OpenedEntry> page(
      RecordedAccess reading, @Nullable String event, long beforeEntry, int limit);
}
