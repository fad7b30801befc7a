package org.porchlight.identity;

/// What came of setting a password by a link.
public sealed interface PasswordAnswer {

  /// The password is set; other sessions have ended.
  record Set() implements PasswordAnswer {}

  /// The password is not good enough; the link still works.
  record Refused(SignUpAnswer.Why why) implements PasswordAnswer {}

  /// The link is unknown, used or too old.
  record Expired() implements PasswordAnswer {}
}
