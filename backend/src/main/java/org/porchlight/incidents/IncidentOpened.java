package org.porchlight.incidents;

import java.time.Instant;

/// An incident was opened or opened again.
public record IncidentOpened(IncidentId incident, Instant at) {}
