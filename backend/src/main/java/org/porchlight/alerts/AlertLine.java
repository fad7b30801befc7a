package org.porchlight.alerts;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.porchlight.evidence.ClipId;
import org.porchlight.identity.PersonId;
import org.porchlight.incidents.IncidentId;
import org.porchlight.kernel.Place;

/// An alert as the desk sees it.
///
/// @param officer who took it; null as long as nobody did
/// @param asked how many officers were asked
/// @param received how many of their phones have it
/// @param declined how many said no
public record AlertLine(
    AlertId id,
    AlertKind kind,
    Severity severity,
    Place place,
    String text,
    @Nullable IncidentId incident,
    @Nullable ClipId clip,
    AlertState state,
    Instant raisedAt,
    @Nullable PersonId officer,
    int asked,
    int received,
    int declined) {}
