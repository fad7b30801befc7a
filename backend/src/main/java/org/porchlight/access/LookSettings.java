package org.porchlight.access;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How open looks are looked after.
///
/// @param ticketLifetime a ticket for a look is good for this long
/// @param judgeEvery how often the ground of an open look is looked at
/// @param judgePatience a look whose ground could not be looked at for this long ends
@ConfigurationProperties("porchlight.access.looks")
record LookSettings(
    @DefaultValue("30s") Duration ticketLifetime,
    @DefaultValue("1s") Duration judgeEvery,
    @DefaultValue("3s") Duration judgePatience) {}
