package org.porchlight.identity;

/// What a stranger hears who asked for an account. It is the same whether the address is known or
/// not; only the owner of the mailbox learns the difference.
public sealed interface SignUpAnswer {

  /// A mail is on its way.
  record Accepted() implements SignUpAnswer {}

  /// Something typed is not good enough.
  ///
  /// @param field `email`, `password` or `displayName`
  /// @param why key of the text that says what to do
  record Refused(String field, Why why) implements SignUpAnswer {}

  /// Why something that was typed is not good enough.
  enum Why {
    EMAIL_INVALID,
    PASSWORD_TOO_SHORT,
    PASSWORD_TOO_LONG,
    PASSWORD_TOO_COMMON,
    NAME_TOO_LONG,
    /// Too many requests from one address; try again later.
    TOO_MANY
  }
}
