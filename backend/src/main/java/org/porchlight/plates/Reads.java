package org.porchlight.plates;

import java.util.List;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// What the plate readers saw.
@Service
public class Reads {

  private final JdbcReads reads;

  Reads(JdbcReads reads) {
    this.reads = reads;
  }

  /// The newest first, for the console's ticker; at most 200. Not a search: it shows only what just
  /// passed.
  @Transactional(readOnly = true)
  public List<Read> latest(int limit) {
    return reads.latest(Math.clamp(limit, 1, 200));
  }
}
