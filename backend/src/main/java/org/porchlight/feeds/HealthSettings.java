package org.porchlight.feeds;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// @param kept how long it is known how cameras have fared
@ConfigurationProperties("porchlight.feeds.health")
record HealthSettings(@DefaultValue("90d") Duration kept) {}
