package org.porchlight.feeds.pull.http;

import java.io.IOException;

/// Reads pictures out of answers of one kind, for as long as they come.
interface Delivery {

  /// How much longer than usual the first picture may take, in nanoseconds.
  default long patience() {
    return 0;
  }

  /// How far apart keyframes may be, at least, before their distance is known, in nanoseconds.
  default long keyless() {
    return 0;
  }

  /// Never returns.
  ///
  /// @throws IOException why there are no more pictures
  void deliver(Outlet outlet) throws IOException;
}
