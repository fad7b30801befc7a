package org.porchlight.notices;

/// How the connection to the mail server is encrypted.
enum MailEncryption {
  /// It begins in the clear and is encrypted before anything is said; a server that cannot do that
  /// gets nothing.
  STARTTLS(587),
  /// From the first byte.
  IMPLICIT(465),
  /// Not at all: only for a server on this machine.
  NONE(25);

  private final int usualPort;

  MailEncryption(int usualPort) {
    this.usualPort = usualPort;
  }

  int usualPort() {
    return usualPort;
  }
}
