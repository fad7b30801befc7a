package org.porchlight.patrol;

import java.time.Instant;
import org.porchlight.identity.PersonId;
import org.porchlight.kernel.Place;

/// An officer who could go.
///
/// @param metres as the crow flies
/// @param seenAt when the phone was at that place
public record OfficerNear(PersonId officer, Place place, double metres, Instant seenAt) {}
