package org.porchlight.access;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.porchlight.identity.PersonId;
import org.porchlight.registry.CameraId;

/// An exigent override that waits for another supervisor.
///
/// @param cameraName absent if the camera is gone
/// @param reason in the words of whoever asked
/// @param due until then it must be reviewed
/// @param own whether the reader asked for it, and so cannot review it
public record OverrideToReview(
    OverrideId id,
    CameraId camera,
    @Nullable String cameraName,
    PersonId person,
    String purpose,
    String reason,
    Instant askedAt,
    Instant due,
    boolean own) {}
