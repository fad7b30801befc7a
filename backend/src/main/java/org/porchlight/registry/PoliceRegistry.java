package org.porchlight.registry;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.porchlight.identity.OrganisationId;
import org.porchlight.kernel.Place;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// The cameras that police may know of: those of proved sites, and no others. For modules that
/// decide; a screen for police asks `access.CamerasNear`, which keeps to the incident's circle and
/// writes the log.
@Service
@Transactional(readOnly = true)
public class PoliceRegistry {

  private static final double FARTHEST = 5_000;
  private static final int MOST = 1_000;

  private final JdbcCameras cameras;
  private final JdbcCells cells;

  PoliceRegistry(JdbcCameras cameras, JdbcCells cells) {
    this.cameras = cameras;
    this.cells = cells;
  }

  public Optional<Camera> find(CameraId camera) {
    return cameras.findProved(camera);
  }

  /// Those of these cameras that are proved, in one query.
  public List<Camera> findAll(Collection<CameraId> cameras) {
    return this.cameras.proved(cameras);
  }

  /// Those of these cameras that are proved and have a stream address.
  public Set<CameraId> connected(Collection<CameraId> cameras) {
    return this.cameras.provedAndConnected(cameras);
  }

  /// The cameras that this agency owns itself, by name, at most 1,000.
  public List<Camera> ownedBy(OrganisationId agency) {
    return cameras.policeOwned(agency, MOST);
  }

  /// The agency's own cameras and the private ones on its ground, nearest first. Those of others do
  /// not count towards the limit.
  ///
  /// @param metres at most 5,000
  /// @param limit at most 1,000
  public List<Camera> within(OrganisationId agency, Place place, double metres, int limit) {
    return cameras.provedWithin(
        agency, place, Math.clamp(metres, 0, FARTHEST), Math.clamp(limit, 0, MOST));
  }

  /// About how many private cameras were registered in which part of the agency's ground when
  /// [#countCells] last ran; most first.
  public List<CameraCell> cells(OrganisationId agency) {
    return cells.of(agency);
  }

  /// Counts what was registered and proved before this midnight, once, whoever asks first. What was
  /// counted does not change until the next: whoever watches the counts while somebody registers
  /// learns nothing.
  @Transactional
  public void countCells(Instant midnight, Instant now) {
    if (cells.begin(midnight, now)) {
      cells.count(midnight);
    }
  }
}
