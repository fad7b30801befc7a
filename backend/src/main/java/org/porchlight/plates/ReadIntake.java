package org.porchlight.plates;

import org.jspecify.annotations.Nullable;
import org.porchlight.identity.Actor;
import org.springframework.stereotype.Service;

/// Takes what plate readers send.
@Service
public class ReadIntake {

  /// Keeps the message and answers; what it says is looked at afterwards. On [ReadAnswer.Kept] the
  /// message is on disk.
  ///
  /// @param machine the account that delivers, which may do so for many readers
  /// @param readerKey the reader's key
  /// @param eventId the sender's id of this event, if it is not in the message
  /// @param json one JSON object
  public ReadAnswer receive(
      Actor machine, String readerKey, @Nullable String eventId, String json) {
    throw new UnsupportedOperationException();
  }
}
