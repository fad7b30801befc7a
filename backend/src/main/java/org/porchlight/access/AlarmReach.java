package org.porchlight.access;

import java.util.List;
import org.porchlight.registry.Camera;
import org.porchlight.registry.Site;

/// What an alarm at one site would open.
///
/// @param opens the cameras that police could look through
/// @param stays those that stay closed: switched off, not proved, or shared at a lower level
public record AlarmReach(Site site, List<Camera> opens, List<Camera> stays) {

  public AlarmReach {
    opens = List.copyOf(opens);
    stays = List.copyOf(stays);
  }
}
