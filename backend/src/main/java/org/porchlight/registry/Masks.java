package org.porchlight.registry;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.porchlight.audit.AuditLog;
import org.porchlight.audit.Outcome;
import org.porchlight.identity.Actor;
import org.porchlight.identity.Role;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Areas of cameras' pictures that nobody is shown: a neighbour's window, a tenant's door.
@Service
@Transactional
public class Masks {

  private final JdbcMasks masks;
  private final JdbcCameras cameras;
  private final AuditLog log;
  private final ApplicationEventPublisher events;
  private final Clock clock;

  Masks(
      JdbcMasks masks,
      JdbcCameras cameras,
      AuditLog log,
      ApplicationEventPublisher events,
      Clock clock) {
    this.masks = masks;
    this.cameras = cameras;
    this.log = log;
    this.events = events;
    this.clock = clock;
  }

  /// What is blanked now.
  @Transactional(readOnly = true)
  public MaskSet current(CameraId camera) {
    return masks.current(camera);
  }

  /// What is to be blanked in footage: everything that was at any moment of it, and everything that
  /// is now. Whoever draws a mask means what was filmed before, too; whoever removes one does not
  /// uncover what was filmed under it.
  @Transactional(readOnly = true)
  public MaskSet ofFootage(CameraId camera, Instant from, Instant to) {
    var all = new ArrayList<Mask>(masks.current(camera).masks());
    for (var version : masks.during(camera, from, to)) {
      version.masks().stream().filter(mask -> !all.contains(mask)).forEach(all::add);
    }
    return new MaskSet(masks.current(camera).version(), all);
  }

  /// The camera, if the person sets its masks: its owner, and staff of its housing authority. Empty
  /// for any other, as for one that does not exist.
  @Transactional(readOnly = true)
  public Optional<Camera> editable(Actor editor, CameraId camera) {
    return cameras.find(camera).filter(found -> mayMask(editor, found));
  }

  /// Replaces all masks of a camera.
  ///
  /// @param fromVersion the version that was looked at
  /// @throws CameraNotFound if it is neither the person's own nor one of the housing authority
  ///   whose staff the person is
  public MaskAnswer set(Actor editor, CameraId camera, List<Mask> areas, int fromVersion) {
    if (cameras.findToChange(camera).filter(found -> mayMask(editor, found)).isEmpty()) {
      throw new CameraNotFound(camera);
    }
    if (areas.size() > MaskSet.MOST) {
      return new MaskAnswer.TooMany();
    }
    var before = masks.current(camera);
    if (before.version() != fromVersion) {
      return new MaskAnswer.Outdated(before);
    }
    if (before.masks().equals(areas)) {
      return new MaskAnswer.Changed(before);
    }
    var now = clock.instant();
    var set = new MaskSet(fromVersion + 1, areas);
    masks.add(camera, set, editor.person(), now);
    log.append(
        Entries.by(editor, "camera.masks.changed", Outcome.DONE)
            .camera(camera.toString())
            .plain("version", set.version())
            .plain("areas", areas.size()));
    events.publishEvent(new MasksChanged(camera, set.version(), now));
    return new MaskAnswer.Changed(set);
  }

  private static boolean mayMask(Actor editor, Camera camera) {
    return camera.owner().equals(editor.person())
        || (editor.roles().contains(Role.HOUSING_MANAGER)
            && camera.organisation().equals(editor.organisation()));
  }
}
