package org.porchlight.identity;

import java.time.Instant;

/// A person's roles are others than before; their sessions have ended.
public record RolesChanged(PersonId person, Instant at) {}
