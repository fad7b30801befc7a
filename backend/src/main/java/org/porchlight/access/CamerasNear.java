package org.porchlight.access;

import java.util.List;
import org.porchlight.identity.Actor;
import org.porchlight.incidents.IncidentId;
import org.springframework.stereotype.Service;

/// The cameras near an open incident, which may be opened, and why the others may not. The only way
/// for police to look around in the registry.
@Service
public class CamerasNear {

  /// Nearest first. Empty for those who may not view, for an incident of another agency, and for
  /// one that opens no cameras. Logged as `registry.lookup` with the number of cameras.
  public List<CameraNear> of(Actor who, IncidentId incident) {
    throw new UnsupportedOperationException();
  }
}
