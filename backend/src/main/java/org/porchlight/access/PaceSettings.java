package org.porchlight.access;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How fast one person may ask, in the portal and on the phone together.
///
/// @param window what was asked before is forgotten after this long
/// @param questions so many of one kind may be asked within the window
/// @param different about so many different incidents or cameras
@ConfigurationProperties("porchlight.access.pace")
record PaceSettings(
    @DefaultValue("1m") Duration window,
    @DefaultValue("30") int questions,
    @DefaultValue("20") int different) {}
