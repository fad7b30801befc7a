package org.porchlight.audit;

import org.jspecify.annotations.Nullable;

/// What one entry says about a permit.
///
/// @param camera which it names; absent if that was erased since
/// @param bytes as its close says, if it is one
/// @param reason of its end, if it is one
public record PermitEntry(
    String permit,
    String event,
    Outcome outcome,
    @Nullable String camera,
    @Nullable Long bytes,
    @Nullable String reason) {}
