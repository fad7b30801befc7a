package org.porchlight.feeds.pull.push;

import java.net.InetAddress;
import java.time.Instant;

/// A camera that has dialled in and sends.
///
/// @param since when it began
/// @param from its address, or that of the router or proxy before it
/// @param secure whether its way to us is encrypted
/// @param taken whether anybody takes its pictures; otherwise they are dropped unread
public record Presence(Instant since, InetAddress from, boolean secure, boolean taken) {}
