package org.porchlight.access;

import java.time.Instant;

/// An alarm ended, for all of its cameras or for some, before its time was over.
public record AlarmEnded(AlarmId alarm, Instant at) {}
