package org.porchlight.notices;

/// The post office.
public interface Mailer {

  /// Hands a mail over; on return it is sent, or stored to be read in the [MailBox].
  void send(Mail mail);
}
