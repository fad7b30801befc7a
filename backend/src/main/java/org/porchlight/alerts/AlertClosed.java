package org.porchlight.alerts;

import java.time.Instant;

/// An alert came to its end.
public record AlertClosed(AlertId alert, AlertOutcome outcome, Instant at) {}
