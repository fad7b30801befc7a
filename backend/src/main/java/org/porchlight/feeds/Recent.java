package org.porchlight.feeds;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import org.porchlight.access.Permit;
import org.porchlight.audit.RecordedAccess;
import org.springframework.stereotype.Service;

/// The last seconds of every feed, which are in memory only.
@Service
public class Recent {

  /// Writes the last seconds as an MP4 file, without re-encoding, beginning at the keyframe before.
  ///
  /// @param last at most what the ring holds, 30 seconds by default
  /// @throws IOException if `out` throws it; what was written by then is of no use
  /// @throws IllegalArgumentException if the two proofs are not for a clip of one camera
  public CutAnswer cut(Permit permit, RecordedAccess recorded, Duration last, OutputStream out)
      throws IOException {
    throw new UnsupportedOperationException();
  }
}
