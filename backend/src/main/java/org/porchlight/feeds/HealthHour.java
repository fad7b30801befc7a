package org.porchlight.feeds;

import java.time.Instant;

/// What came from a camera in one hour.
///
/// @param hour when it began
/// @param secondsWanted in which it should have delivered, 0 to 3,600
/// @param secondsDelivering in which it did
/// @param pictures received and kept
/// @param gaps interruptions, losses and jumps of the camera's clock
public record HealthHour(
    Instant hour,
    int secondsWanted,
    int secondsDelivering,
    long pictures,
    long bytes,
    int gaps,
    int reconnects) {}
