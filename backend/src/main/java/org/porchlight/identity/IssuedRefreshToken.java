package org.porchlight.identity;

import java.time.Instant;

/// A refresh token that was found again and was not used yet.
public record IssuedRefreshToken(TokenFamily family, Instant issuedAt, Instant expiresAt) {}
