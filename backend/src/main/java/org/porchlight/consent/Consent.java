package org.porchlight.consent;

import java.time.Instant;
import org.porchlight.identity.PersonId;
import org.porchlight.registry.CameraId;

/// One version of what is allowed with a camera. Versions are only ever added; the highest one is
/// what is shown to the owner and what is enforced.
///
/// @param version from 1, without gaps
/// @param off whether the owner has switched sharing off; the terms wait until it is on again
/// @param textHash SHA-256 of the text that was shown, in hexadecimal
public record Consent(
    CameraId camera,
    int version,
    Terms terms,
    boolean off,
    PersonId givenBy,
    Instant at,
    String textHash) {}
