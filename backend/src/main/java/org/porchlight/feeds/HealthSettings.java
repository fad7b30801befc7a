package org.porchlight.feeds;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// @param kept how long it is known how cameras have fared
/// @param mailAfter how long a camera is lost before its owner gets a mail
/// @param mailPause an owner gets no second mail about lost cameras before this has passed
/// @param steady how long a camera delivers again before its owner gets a mail about that
@ConfigurationProperties("porchlight.feeds.health")
record HealthSettings(
    @DefaultValue("90d") Duration kept,
    @DefaultValue("30m") Duration mailAfter,
    @DefaultValue("1d") Duration mailPause,
    @DefaultValue("5m") Duration steady) {}
