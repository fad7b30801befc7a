package org.porchlight.access;

import java.time.Instant;
import org.porchlight.identity.OrganisationId;
import org.porchlight.identity.PersonId;
import org.porchlight.registry.CameraId;

/// An owner pressed the alarm. Said once to each agency in whose jurisdiction a camera of the site
/// stands.
///
/// @param camera one of those that it opens there
public record AlarmPressed(
    AlarmId alarm, OrganisationId agency, CameraId camera, PersonId by, Instant at) {}
