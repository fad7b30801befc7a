package org.porchlight.identity;

import java.time.Duration;

/// Whether an installation has somebody who can let others in.
public sealed interface Opening {

  /// There is an administrator, or one who was invited a short while ago.
  record Attended() implements Opening {}

  /// There was nobody, so somebody was invited. Say it to whoever sits at the terminal, and nowhere
  /// else: who follows the path becomes the administrator.
  ///
  /// @param path below the portal's address, where the password is set
  /// @param life for so long the path works
  record Invited(EmailAddress email, String path, Duration life) implements Opening {

    @Override
    public String toString() {
      return "Invited[redacted]";
    }
  }

  /// There is no administrator, and none can be made, because somebody else has the address.
  record AddressTaken(EmailAddress email) implements Opening {}
}
