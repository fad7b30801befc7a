package org.porchlight.notices;

import java.util.List;
import org.springframework.stereotype.Service;

/// Mails that were stored instead of sent, because no mail server is configured.
@Service
public class MailBox {

  /// The newest first.
  public List<StoredMail> latest(int limit) {
    throw new UnsupportedOperationException();
  }

  public List<StoredMail> latest(String to, int limit) {
    throw new UnsupportedOperationException();
  }
}
