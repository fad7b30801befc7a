package org.porchlight.evidence;

import java.util.List;
import java.util.Optional;
import org.porchlight.incidents.IncidentId;
import org.springframework.stereotype.Service;

/// What clips there are. Says nothing about who may play them: that is [ClipPlayback]'s.
@Service
public class ClipLibrary {

  public Optional<Clip> find(ClipId clip) {
    throw new UnsupportedOperationException(clip.toString());
  }

  /// Newest first, failed ones left out.
  public List<Clip> ofIncident(IncidentId incident) {
    throw new UnsupportedOperationException(incident.toString());
  }

  /// Oldest first.
  public List<CustodyLine> custody(ClipId clip) {
    throw new UnsupportedOperationException(clip.toString());
  }
}
