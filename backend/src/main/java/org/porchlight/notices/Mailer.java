package org.porchlight.notices;

/// The post office.
public interface Mailer {

  /// Takes a mail, in the caller's transaction: once that has committed, the mail leaves by the
  /// mail server, or lies in the [MailBox]. Waits for nobody.
  void send(Mail mail);
}
