package org.porchlight.access;

import org.porchlight.incidents.Incident;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How far police may look around.
///
/// @param circleMetres radius of the circle of an open incident in which registered cameras are
///   shown; owners may choose at most 1,600 metres
/// @param unconfirmedCircleMetres the same for an operator's own incident that no second person has
///   confirmed
/// @param mostCameras the nearest so many are shown
@ConfigurationProperties("porchlight.access")
record AccessSettings(
    @DefaultValue("1600") int circleMetres,
    @DefaultValue("500") int unconfirmedCircleMetres,
    @DefaultValue("300") int mostCameras) {

  int circleOf(Incident incident) {
    return incident.needsConfirmation() ? unconfirmedCircleMetres : circleMetres;
  }
}
