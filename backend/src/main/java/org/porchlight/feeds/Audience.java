package org.porchlight.feeds;

/// Somebody who is sent what a feed shows. Calls must not wait.
interface Audience {

  void put(Viewing.Item item);

  /// Nothing of what waits may be sent any more.
  void forget();
}
