package org.porchlight.plates;

import java.util.List;
import org.porchlight.identity.Actor;
import org.porchlight.identity.Role;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// What the plate readers saw.
@Service
public class Reads {

  private final JdbcReads reads;

  Reads(JdbcReads reads) {
    this.reads = reads;
  }

  /// The newest first of the readers of one's own agency, for the console's ticker; at most 200.
  /// Not a search: it shows only what just passed. Operators and supervisors only, else
  /// [MayNotSeeReads].
  @Transactional(readOnly = true)
  public List<Read> latest(Actor who, int limit) {
    if (!who.is(Role.OPERATOR) && !who.is(Role.SUPERVISOR)) {
      throw new MayNotSeeReads();
    }
    return reads.latest(who.organisation(), Math.clamp(limit, 1, 200));
  }
}
