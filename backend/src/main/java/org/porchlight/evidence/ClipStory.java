package org.porchlight.evidence;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What became of a clip, as far as the owner of its camera is concerned: nothing about people.
///
/// @param viewed how often somebody began to play it
/// @param lastViewed when that was last
public record ClipStory(ClipId clip, ClipState state, int viewed, @Nullable Instant lastViewed) {}
