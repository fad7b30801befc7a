package org.porchlight.feeds;

import java.time.Instant;

/// Somebody who is sent what a feed shows. Calls must not wait.
interface Audience {

  void put(Viewing.Item item);

  /// Whether it wants one picture in each piece also when it comes in and is given several at once.
  default boolean wantsSinglePictures() {
    return false;
  }

  /// Whether pictures that arrived at this moment may be sent. Asked when it comes in, for what the
  /// camera has shown already.
  default boolean maySee(Instant arrived) {
    return true;
  }

  /// Nothing of what waits may be sent any more.
  void forget();
}
