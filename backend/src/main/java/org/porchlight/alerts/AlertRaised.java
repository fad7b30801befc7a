package org.porchlight.alerts;

import java.time.Instant;

/// An alert was raised.
public record AlertRaised(AlertId alert, Instant at) {}
