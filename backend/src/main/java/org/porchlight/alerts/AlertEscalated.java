package org.porchlight.alerts;

import java.time.Instant;

/// Nobody took an alert: an operator has to act.
public record AlertEscalated(AlertId alert, Instant at) {}
