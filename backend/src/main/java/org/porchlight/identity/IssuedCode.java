package org.porchlight.identity;

import java.time.Instant;

/// An authorization code that was found again.
///
/// @param request what was given to [TokenFamilies#begin]
public record IssuedCode(TokenFamily family, String request, Instant issuedAt, Instant expiresAt) {}
