package org.porchlight.notices;

/// Why no letter at all can be handed over now.
enum MailTrouble {
  /// The server cannot be reached, does not answer, or hangs up.
  UNREACHABLE(false),
  /// It asks us to come back later.
  BUSY(false),
  /// It offers no encryption.
  NOT_ENCRYPTED(true),
  /// Nobody vouches for its certificate, or it is another server's.
  CERTIFICATE(true),
  /// It does not accept our name and password, or offers no log-in.
  LOGIN_REFUSED(true),
  /// It does not take letters from our address.
  SENDER_REFUSED(true);

  private final boolean forAdministrator;

  MailTrouble(boolean forAdministrator) {
    this.forAdministrator = forAdministrator;
  }

  /// Whether it passes only when somebody changes something.
  boolean isForAdministrator() {
    return forAdministrator;
  }
}
