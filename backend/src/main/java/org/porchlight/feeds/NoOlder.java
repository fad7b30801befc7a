package org.porchlight.feeds;

import java.time.Instant;

/// Somebody who may not be sent what the camera showed before the ground existed.
///
/// @param oldest arrival of the oldest picture that may be sent
record NoOlder(Audience audience, Instant oldest) implements Audience {

  @Override
  public void put(Viewing.Item item) {
    audience.put(item);
  }

  @Override
  public boolean wantsSinglePictures() {
    return audience.wantsSinglePictures();
  }

  @Override
  public boolean maySee(Instant arrived) {
    return !arrived.isBefore(oldest);
  }

  @Override
  public void forget() {
    audience.forget();
  }
}
