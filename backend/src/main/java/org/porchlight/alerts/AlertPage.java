package org.porchlight.alerts;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Some of an officer's alerts, the newest first.
///
/// @param next cursor of the page after this one; null on the last page
/// @param position where the event stream stood before the page was read: whoever reads the stream
///   from there misses nothing
public record AlertPage(List<OfficersAlert> items, @Nullable String next, long position) {}
