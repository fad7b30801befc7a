package org.porchlight.feeds;

import org.porchlight.access.Permit;
import org.porchlight.access.Use;
import org.porchlight.audit.RecordedAccess;

/// What every door looks at: both proofs are about the same camera and the same use.
final class Proofs {

  private Proofs() {}

  static void check(Permit permit, RecordedAccess recorded, Use use) {
    if (permit.use() != use) {
      throw new IllegalArgumentException("a permit for " + permit.use() + ", not " + use);
    }
    if (!recorded.camera().filter(permit.camera().toString()::equals).isPresent()) {
      throw new IllegalArgumentException("the record is not about the camera of the permit");
    }
  }
}
