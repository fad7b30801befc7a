package org.porchlight.patrol;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.porchlight.kernel.Place;

/// Where one person stands in the shift.
///
/// @param since when the present status began; null if the person was never on duty
/// @param place last known; null when off duty, because then it is not kept
/// @param commitment what the person is busy with, for example an alert id
public record DutyStatus(
    boolean onDuty,
    @Nullable Instant since,
    @Nullable Place place,
    @Nullable Instant seenAt,
    @Nullable String commitment) {

  public static final DutyStatus OFF = new DutyStatus(false, null, null, null, null);
}
