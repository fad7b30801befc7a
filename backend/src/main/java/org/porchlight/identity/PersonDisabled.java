package org.porchlight.identity;

import java.time.Instant;

/// The kill switch was pulled: whatever this person has open ends now.
public record PersonDisabled(PersonId person, Instant at) {}
