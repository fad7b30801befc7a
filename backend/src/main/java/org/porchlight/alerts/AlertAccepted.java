package org.porchlight.alerts;

import java.time.Instant;
import org.porchlight.identity.PersonId;

/// An officer goes.
public record AlertAccepted(AlertId alert, PersonId officer, Instant at) {}
