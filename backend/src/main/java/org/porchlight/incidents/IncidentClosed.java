package org.porchlight.incidents;

import java.time.Instant;

/// An incident was closed.
public record IncidentClosed(IncidentId incident, Instant at) {}
