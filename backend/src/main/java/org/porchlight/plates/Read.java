package org.porchlight.plates;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.porchlight.kernel.Place;

/// A plate that a reader saw. A reader errs: a read is a claim, not a fact.
///
/// @param plate as read
/// @param key normalised: upper-case letters and digits only
/// @param state issuing state, as `AL`
/// @param confidence 0 to 1 as the reader states it; null if it does not
/// @param at when the plate was seen, by the reader's clock
/// @param receivedAt when we got it, by ours
public record Read(
    UUID id,
    ReaderId reader,
    String readerName,
    String plate,
    String key,
    @Nullable String state,
    @Nullable Double confidence,
    Instant at,
    Instant receivedAt,
    Place place) {}
