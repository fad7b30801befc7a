package org.porchlight.consent;

import org.jspecify.annotations.Nullable;

/// What became of pressing the button behind a link from a mail.
public sealed interface LinkAnswer {

  /// The account is there, and with it the camera, if one waited.
  ///
  /// @param passwordPath where the password is set, below the portal's address; absent where it was
  ///   chosen before
  record Confirmed(boolean withCamera, @Nullable String passwordPath) implements LinkAnswer {

    @Override
    public String toString() {
      return "Confirmed[withCamera=" + withCamera + "]";
    }
  }

  /// Nothing happened yet: the words that were agreed to are no longer those in use.
  record NewWords(WaitingCamera camera) implements LinkAnswer {}

  /// The link is unknown, used or too old, or what was typed is no longer good enough.
  record Gone() implements LinkAnswer {}
}
