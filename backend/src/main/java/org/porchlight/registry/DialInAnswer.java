package org.porchlight.registry;

import org.porchlight.kernel.FieldError;

/// What came of letting a camera dial in.
public sealed interface DialInAnswer {

  /// Shown once. The password can not be had again; it can be renewed.
  ///
  /// @param path what stands behind host and port in the address; not a secret
  record Issued(String path, String user, String password) implements DialInAnswer {

    @Override
    public String toString() {
      return "Issued[redacted]";
    }
  }

  record Refused(FieldError error) implements DialInAnswer {}
}
