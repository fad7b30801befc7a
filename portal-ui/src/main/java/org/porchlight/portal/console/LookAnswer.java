package org.porchlight.portal.console;

import org.porchlight.access.LookTicket;
import org.porchlight.access.Permit;
import org.porchlight.access.Reason;

/// What became of opening a camera.
sealed interface LookAnswer {

  record Open(Permit permit, LookTicket ticket) implements LookAnswer {}

  record No(Reason reason) implements LookAnswer {}
}
