package org.porchlight.alerts;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.porchlight.evidence.ClipId;
import org.porchlight.identity.PersonId;
import org.porchlight.incidents.IncidentId;
import org.porchlight.kernel.Place;

/// An alert as one officer sees it.
///
/// @param offer what this officer has done with it
/// @param incidentNumber number the dispatchers use; null without an incident
/// @param incidentKind as the dispatchers call it
/// @param address in words; null without an incident
public record OfficersAlert(
    AlertId id,
    AlertVersion version,
    AlertKind kind,
    Severity severity,
    Place place,
    String text,
    Instant raisedAt,
    AlertState state,
    OfferState offer,
    PersonId officer,
    @Nullable IncidentId incident,
    @Nullable String incidentNumber,
    @Nullable String incidentKind,
    @Nullable String address,
    @Nullable ClipId clip) {}
