package org.porchlight.audit;

import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// Proofs of log entries that were never written, for tests that need one as a parameter.
public final class RecordedForTests {

  private static final AtomicLong ENTRIES = new AtomicLong(1_000_000);

  private RecordedForTests() {}

  public static RecordedAccess of(@Nullable String camera) {
    return new RecordedAccess(ENTRIES.incrementAndGet(), camera);
  }
}
