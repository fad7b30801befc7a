package org.porchlight.access;

import org.jspecify.annotations.Nullable;
import org.porchlight.identity.Actor;
import org.porchlight.incidents.IncidentId;
import org.porchlight.registry.CameraId;
import org.springframework.stereotype.Service;

/// Answers every request to look through a camera.
@Service
public class Access {

  /// Decides, and commits the audit row in a transaction of its own before it answers. If the row
  /// cannot be written this throws, and there is no permit.
  ///
  /// Must not be called inside a transaction: a permit would be out before its row has committed.
  public Decision ask(
      Actor who, CameraId camera, Use use, String purposeCode, @Nullable IncidentId incident) {
    throw new UnsupportedOperationException();
  }

  /// Takes the decision again, now. Reads only, writes no audit row, and says no when it cannot
  /// read.
  public Standing judge(Permit permit) {
    throw new UnsupportedOperationException();
  }

  /// Records that a live view ended.
  ///
  /// @param endReason a short code, for example `VIEWER_LEFT` or a [Reason]'s name
  public void close(Permit permit, long durationMillis, long bytes, String endReason) {
    throw new UnsupportedOperationException();
  }
}
