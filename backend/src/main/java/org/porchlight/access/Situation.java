package org.porchlight.access;

import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import org.porchlight.consent.Consent;
import org.porchlight.identity.Actor;
import org.porchlight.incidents.Incident;
import org.porchlight.registry.Camera;

/// Everything a decision rests on, read at one moment.
///
/// @param who the person with the roles of now; absent if disabled or gone
/// @param purpose absent if the one that was stated is not in the list
/// @param camera absent if there is none, or police may not know of it
/// @param consent the one in force; absent if there never was one
/// @param incidentNamed whether an incident was named, known or not
/// @param incident absent if none was named, or there is no such incident
/// @param besides what may open the camera besides its terms
/// @param zone clock of the site, for the owner's schedule
record Situation(
    @Nullable Actor who,
    Use use,
    @Nullable Purpose purpose,
    @Nullable Camera camera,
    @Nullable Consent consent,
    boolean incidentNamed,
    @Nullable Incident incident,
    Besides besides,
    Instant now,
    ZoneId zone) {}
