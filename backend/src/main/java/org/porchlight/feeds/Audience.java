package org.porchlight.feeds;

/// Somebody who is sent what a feed shows. Calls must not wait.
interface Audience {

  void put(Viewing.Item item);

  /// Whether it wants one picture in each piece also when it comes in and is given several at once.
  default boolean wantsSinglePictures() {
    return false;
  }

  /// Nothing of what waits may be sent any more.
  void forget();
}
