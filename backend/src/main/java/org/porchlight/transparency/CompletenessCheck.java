package org.porchlight.transparency;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/// One comparison of what was served with the log.
///
/// @param since what was journalled from here on
/// @param until to here was looked at
/// @param permits how many uses were found in the journals
/// @param bytes how much was served under them
/// @param count how many findings there were
/// @param findings the first 200 of them
public record CompletenessCheck(
    UUID id,
    Instant at,
    Instant since,
    Instant until,
    long permits,
    long bytes,
    int count,
    List<Finding> findings) {

  public CompletenessCheck {
    findings = List.copyOf(findings);
  }

  public boolean isComplete() {
    return count == 0;
  }
}
