package org.porchlight.evidence;

import java.time.Duration;
import org.porchlight.access.Permit;
import org.porchlight.audit.RecordedAccess;
import org.springframework.stereotype.Service;

/// Saves what a camera just showed.
@Service
public class Clips {

  public static final Duration USUAL = Duration.ofSeconds(30);

  /// Saves the last seconds of a camera as evidence.
  ///
  /// When this returns [ClipAnswer.Stored] or [ClipAnswer.Spooled], the bytes survive a crash of
  /// the program. Must not be called inside a transaction.
  ///
  /// @throws IllegalArgumentException if the two proofs are not for a clip of one camera
  public ClipAnswer save(Permit permit, RecordedAccess recorded, Duration last) {
    throw new UnsupportedOperationException();
  }
}
