package org.porchlight.evidence;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.porchlight.identity.PersonId;

/// One handling of a clip.
///
/// @param act for example `CUT`, `STORED`, `PLAYED`
/// @param person who did it; absent for what the program does by itself
/// @param note why, or what was found
public record CustodyLine(
    Instant at, String act, @Nullable PersonId person, @Nullable String note) {}
