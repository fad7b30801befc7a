package org.porchlight.feeds.pull;

import java.time.Duration;

/// What a camera may do, and how long it may take.
///
/// @param open until it has said what it will send
/// @param silence longest time without a picture
/// @param keyless longest time without a keyframe, unless its keyframes are known to be rarer
/// @param bitsPerSecond most it may send, over five seconds
public record PullLimits(Duration open, Duration silence, Duration keyless, long bitsPerSecond) {}
