package org.porchlight.feeds;

import java.util.Optional;
import org.porchlight.access.Permit;
import org.porchlight.audit.RecordedAccess;
import org.springframework.stereotype.Service;

/// Live pictures for people who were allowed to see them.
@Service
public class LiveViews {

  /// Gives a ticket for one live view, and starts to pull the camera so that the picture is there
  /// when the ticket is used.
  ///
  /// @throws IllegalArgumentException if the two proofs are not for the live view of one camera
  public ViewTicket admit(Permit permit, RecordedAccess recorded) {
    throw new UnsupportedOperationException();
  }

  /// Opens the view. Empty if the ticket is unknown, used, too old, or of another session; all four
  /// look the same.
  ///
  /// @param session of the person who presents the ticket
  public Optional<LiveView> redeem(String ticket, String session, ViewerSink sink) {
    throw new UnsupportedOperationException();
  }
}
