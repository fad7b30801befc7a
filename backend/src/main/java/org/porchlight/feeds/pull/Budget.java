package org.porchlight.feeds.pull;

import org.porchlight.feeds.StreamProblem;

/// How much a camera may send. Counts in spans of five seconds. For one thread.
public final class Budget {

  private static final long SPAN = 5_000_000_000L;

  private final long most;
  private long since = System.nanoTime();
  private long spent;

  /// @param bitsPerSecond most it may send
  public Budget(long bitsPerSecond) {
    this.most = bitsPerSecond / 8 * 5;
  }

  /// Counts what was read.
  ///
  /// @throws StreamLost if it is too much
  public void spend(int bytes) throws StreamLost {
    spent += bytes;
    if (spent > most) {
      if (System.nanoTime() - since < SPAN) {
        throw new StreamLost(StreamProblem.OUT_OF_BOUNDS, "too many bits a second");
      }
      since = System.nanoTime();
      spent = bytes;
    }
  }
}
