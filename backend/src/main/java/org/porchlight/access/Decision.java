package org.porchlight.access;

import org.porchlight.audit.RecordedAccess;

/// The answer to "may I?"; either way it is in the log.
public sealed interface Decision {

  record Allowed(Permit permit, RecordedAccess recorded) implements Decision {}

  record Denied(Reason reason, RecordedAccess recorded) implements Decision {}
}
