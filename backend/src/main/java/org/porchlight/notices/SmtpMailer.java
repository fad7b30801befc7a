package org.porchlight.notices;

import java.time.Clock;
import java.util.UUID;
import org.porchlight.identity.EmailAddress;
import org.porchlight.kernel.AfterCommit;

/// Takes letters for the mail server. They are written down in the caller's transaction and leave
/// after it, see [Post].
final class SmtpMailer implements Mailer {

  private final JdbcLetters letters;
  private final PostLoop loop;
  private final Clock clock;

  SmtpMailer(JdbcLetters letters, PostLoop loop, Clock clock) {
    this.letters = letters;
    this.loop = loop;
    this.clock = clock;
  }

  /// @throws IllegalArgumentException if it is not for one plain address
  @Override
  public void send(Mail mail) {
    if (!EmailAddress.isValid(mail.to())) {
      throw new IllegalArgumentException("a mail needs one address");
    }
    letters.add(UUID.randomUUID(), clock.instant(), mail);
    AfterCommit.note(loop::wake);
  }
}
