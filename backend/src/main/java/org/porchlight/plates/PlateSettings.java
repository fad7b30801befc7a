package org.porchlight.plates;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How long reads are kept.
///
/// @param retention a read without a hit is deleted after this long
/// @param longestMessage in bytes; longer ones are refused
@ConfigurationProperties("porchlight.plates")
record PlateSettings(
    @DefaultValue("21d") Duration retention, @DefaultValue("65536") int longestMessage) {}
