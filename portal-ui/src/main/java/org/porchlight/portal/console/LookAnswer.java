package org.porchlight.portal.console;

import org.porchlight.access.Permit;
import org.porchlight.access.Reason;
import org.porchlight.feeds.ViewTicket;

/// What became of opening a camera.
sealed interface LookAnswer {

  record Open(Permit permit, ViewTicket ticket) implements LookAnswer {}

  record No(Reason reason) implements LookAnswer {}
}
