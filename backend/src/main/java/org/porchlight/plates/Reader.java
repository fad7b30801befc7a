package org.porchlight.plates;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.porchlight.kernel.Place;

/// A plate reader on a pole, a bridge or a trailer.
///
/// @param direction degrees clockwise from north in which it looks; null if it moves
/// @param lastReadAt when it last sent something; null if never
public record Reader(
    ReaderId id,
    String name,
    Place place,
    @Nullable Integer direction,
    boolean active,
    @Nullable Instant lastReadAt) {}
