package org.porchlight.alerts;

import java.time.Instant;
import org.porchlight.identity.PersonId;

/// An officer was asked to go.
public record AlertOffered(AlertId alert, PersonId officer, Instant at) {}
