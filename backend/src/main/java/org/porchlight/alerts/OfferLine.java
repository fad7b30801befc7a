package org.porchlight.alerts;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.porchlight.identity.PersonId;

/// One officer who was asked, as the desk sees it.
///
/// @param metres how far away the officer was; null for supervisors, who are asked wherever they
///   are
/// @param pushedAt when the push service took the push; null if it did not
public record OfferLine(
    PersonId officer,
    int ring,
    @Nullable Double metres,
    Instant offeredAt,
    @Nullable Instant pushedAt,
    OfferState state) {}
