package org.porchlight.evidence;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.porchlight.incidents.IncidentId;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// What clips there are. Says nothing about who may play them: that is [ClipPlayback]'s.
@Service
@Transactional(readOnly = true)
public class ClipLibrary {

  private static final int MOST = 200;

  private final JdbcClips clips;

  ClipLibrary(JdbcClips clips) {
    this.clips = clips;
  }

  /// Empty also for a clip that failed.
  public Optional<Clip> find(ClipId clip) {
    return clips.find(clip);
  }

  /// Newest first, failed ones left out; the newest 200.
  public List<Clip> ofIncident(IncidentId incident) {
    return clips.ofIncident(incident.value(), MOST);
  }

  /// How many clips each of these incidents has, failed ones left out; those without are absent.
  public Map<IncidentId, Integer> countOf(Collection<IncidentId> incidents) {
    return clips.countOf(incidents);
  }

  /// What became of these clips, failed ones left out.
  public List<ClipStory> stories(Collection<ClipId> some) {
    return clips.stories(some);
  }

  /// Oldest first.
  public List<CustodyLine> custody(ClipId clip) {
    return clips.custody(clip);
  }
}
