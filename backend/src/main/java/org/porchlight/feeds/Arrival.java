package org.porchlight.feeds;

import java.time.Instant;

/// A camera that has dialled in and sends.
///
/// @param since when it began
/// @param from its address, or that of the router or proxy before it
/// @param secure whether its way to us is encrypted
/// @param taken whether its pictures are taken; otherwise they are dropped unread
public record Arrival(Instant since, String from, boolean secure, boolean taken) {}
