package org.porchlight.incidents;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How many incidents one operator may open by hand that no second person confirms.
///
/// @param mostUnconfirmed so many may be open at a time
/// @param mostInAShift so many may be opened within a shift
/// @param shift how long a shift is
@ConfigurationProperties("porchlight.incidents.desk")
record DeskSettings(
    @DefaultValue("3") int mostUnconfirmed,
    @DefaultValue("6") int mostInAShift,
    @DefaultValue("12h") Duration shift) {}
