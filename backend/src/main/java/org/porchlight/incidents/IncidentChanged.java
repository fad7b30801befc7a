package org.porchlight.incidents;

import java.time.Instant;

/// Place, priority, kind or confirmation of an open incident changed.
public record IncidentChanged(IncidentId incident, Instant at) {}
