package org.porchlight.incidents;

import org.jspecify.annotations.Nullable;
import org.porchlight.kernel.Place;

/// What somebody at the desk typed to open an incident; nothing in it is checked yet.
///
/// @param number the case or call number; absent to be given one
/// @param priority 1 (most urgent) to 5
public record NewIncident(
    @Nullable String number,
    @Nullable String kind,
    @Nullable Integer priority,
    @Nullable Place place,
    @Nullable String address) {}
