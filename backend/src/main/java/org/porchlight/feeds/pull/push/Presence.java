package org.porchlight.feeds.pull.push;

import java.time.Instant;

/// A camera that has dialled in and sends.
///
/// @param since when it began
/// @param secure whether its way to us is encrypted
/// @param taken whether anybody takes its pictures; otherwise they are dropped unread
public record Presence(Instant since, boolean secure, boolean taken) {}
