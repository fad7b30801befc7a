package org.porchlight.alerts;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// Whom an alert asks, and how long it waits for them.
///
/// @param firstRing so many of the nearest officers are asked first
/// @param secondRing so many of the next nearest are asked then
/// @param receiptWithin a phone that has not confirmed by then is tried by the second channel
/// @param ringTime so long a ring has to accept before the next one is asked
/// @param operatorAfter so long after the first offer an operator has to act
/// @param pushLife a push that was not delivered by then is dropped
@ConfigurationProperties("porchlight.alerts")
record AlertSettings(
    @DefaultValue("3") int firstRing,
    @DefaultValue("6") int secondRing,
    @DefaultValue("10s") Duration receiptWithin,
    @DefaultValue("30s") Duration ringTime,
    @DefaultValue("90s") Duration operatorAfter,
    @DefaultValue("2m") Duration pushLife) {}
