package org.porchlight.patrol;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// When an officer counts as being somewhere.
///
/// @param positionAge a position older than this says nothing about who is near
@ConfigurationProperties("porchlight.patrol")
record PatrolSettings(@DefaultValue("60s") Duration positionAge) {}
