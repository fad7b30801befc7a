package org.porchlight.patrol;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.porchlight.identity.PersonId;
import org.porchlight.kernel.Place;

/// One person on duty, as the console draws it.
///
/// @param place null until the first position report of the shift
/// @param commitment what the person is busy with; null if free
public record OnDuty(
    PersonId person,
    Instant since,
    boolean supervisor,
    @Nullable Place place,
    @Nullable Instant seenAt,
    @Nullable String commitment) {}
