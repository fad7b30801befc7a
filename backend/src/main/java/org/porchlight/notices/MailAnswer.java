package org.porchlight.notices;

/// What became of one attempt to hand a letter over. A reply is the server's number and, where it
/// gave one, the enhanced code (RFC 3463); never its words, which may repeat an address.
sealed interface MailAnswer {

  /// The server has it.
  record Accepted() implements MailAnswer {}

  /// There is no such mailbox, and will not be.
  record AddressRefused(String reply) implements MailAnswer {}

  /// The server will never take this letter, for another reason than its address.
  record LetterRefused(String reply) implements MailAnswer {}

  /// Not now, this letter.
  record Later(String reply) implements MailAnswer {}

  /// Not now, no letter at all. The server does not have this one.
  record LineDown(MailTrouble trouble, String detail) implements MailAnswer {}

  /// The letter was handed over whole, and the server fell silent before it answered.
  record InDoubt() implements MailAnswer {}
}
