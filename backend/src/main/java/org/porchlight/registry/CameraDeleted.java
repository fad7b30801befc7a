package org.porchlight.registry;

import java.time.Instant;
import org.porchlight.identity.PersonId;

/// An owner deleted a camera; its rows are gone when this is heard.
public record CameraDeleted(CameraId camera, PersonId by, Instant at) {}
