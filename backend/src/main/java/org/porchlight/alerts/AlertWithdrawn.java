package org.porchlight.alerts;

import java.time.Instant;
import org.porchlight.identity.PersonId;

/// An officer who was asked need not go any more.
public record AlertWithdrawn(AlertId alert, PersonId officer, Instant at) {}
