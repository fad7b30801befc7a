package org.porchlight.alerts;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.porchlight.evidence.ClipId;
import org.porchlight.identity.OrganisationId;
import org.porchlight.identity.PersonId;
import org.porchlight.incidents.IncidentId;
import org.porchlight.kernel.Place;

/// An alert as it is stored.
record AlertRow(
    AlertId id,
    OrganisationId agency,
    AlertKind kind,
    Severity severity,
    Place place,
    String text,
    @Nullable IncidentId incident,
    @Nullable ClipId clip,
    Instant raisedAt,
    AlertState state,
    @Nullable PersonId officer,
    int round,
    int ring,
    Instant roundAt,
    int version) {}
