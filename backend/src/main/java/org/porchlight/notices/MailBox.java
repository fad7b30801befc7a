package org.porchlight.notices;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Mails that were stored instead of sent, because no mail server is configured. Whoever reads them
/// can confirm addresses and set passwords: show them only in a demonstration.
@Service
@Transactional
public class MailBox {

  static final Duration KEPT = Duration.ofDays(7);

  private final JdbcMails mails;
  private final Clock clock;

  MailBox(JdbcMails mails, Clock clock) {
    this.mails = mails;
    this.clock = clock;
  }

  void keep(Mail mail) {
    mails.add(new StoredMail(UUID.randomUUID(), clock.instant(), mail));
  }

  /// The newest first.
  @Transactional(readOnly = true)
  public List<StoredMail> latest(int limit) {
    return mails.latest(Math.clamp(limit, 1, 200));
  }

  /// Those to one address, the newest first.
  @Transactional(readOnly = true)
  public List<StoredMail> latest(String to, int limit) {
    return mails.latest(to, Math.clamp(limit, 1, 200));
  }

  /// Removes mails whose links are of no use any more.
  ///
  /// @return how many
  public int prune(Instant now) {
    return mails.removeOlderThan(now.minus(KEPT));
  }
}
