package org.porchlight.consent;

import java.time.ZoneId;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How consent is read.
///
/// @param timeZone the clock by which the owners' weekly schedules are meant
@ConfigurationProperties("porchlight.consent")
record ConsentSettings(@DefaultValue("America/Chicago") ZoneId timeZone) {}
