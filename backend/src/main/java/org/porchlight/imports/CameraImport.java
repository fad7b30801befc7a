package org.porchlight.imports;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One import that was made.
///
/// @param cameras how many it brought
/// @param undoUntil so long it can be undone
/// @param undoneAt when its undoing was finished
public record CameraImport(
    ImportId id,
    String file,
    int cameras,
    Instant at,
    Instant undoUntil,
    @Nullable Instant undoneAt) {}
