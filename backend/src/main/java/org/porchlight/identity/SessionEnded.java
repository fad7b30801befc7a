package org.porchlight.identity;

import java.time.Instant;

/// A web session or a token family is over, for whatever reason.
///
/// @param session the same id as [Actor#session]
public record SessionEnded(String session, PersonId person, Instant at) {}
