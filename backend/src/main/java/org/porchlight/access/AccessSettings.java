package org.porchlight.access;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How far police may look around.
///
/// @param circleMetres radius of the circle of an open incident in which registered cameras are
///   shown; owners may choose at most 1,600 metres
/// @param mostCameras the nearest so many are shown
@ConfigurationProperties("porchlight.access")
record AccessSettings(
    @DefaultValue("1600") int circleMetres, @DefaultValue("300") int mostCameras) {}
