package org.porchlight.feeds;

import org.porchlight.access.Access;
import org.porchlight.access.Permit;
import org.porchlight.access.Standing;
import org.springframework.stereotype.Component;

/// Whether open views may go on, and where their end is written down.
interface Grounds {

  Standing judge(Permit permit);

  void close(Permit permit, long durationMillis, long bytes, String endReason);

  @Component
  record OfAccess(Access access) implements Grounds {

    @Override
    public Standing judge(Permit permit) {
      return access.judge(permit);
    }

    @Override
    public void close(Permit permit, long durationMillis, long bytes, String endReason) {
      access.close(permit, durationMillis, bytes, endReason);
    }
  }
}
