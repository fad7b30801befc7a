package org.porchlight.notices;

import java.time.Instant;
import java.util.UUID;

/// A mail on its way.
///
/// @param at when it was written
/// @param attempts to hand it over, with the one under way
/// @param doubts of which nobody knows the end
record Letter(UUID id, Instant at, int attempts, int doubts, Mail mail) {}
