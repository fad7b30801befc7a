package org.porchlight.registry;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.Base64;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import org.porchlight.audit.AuditLog;
import org.porchlight.audit.Outcome;
import org.porchlight.identity.Actor;
import org.porchlight.kernel.FieldError;
import org.porchlight.kernel.SealedBox;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Cameras that dial in instead of being connected to: a path, which is no secret, and a password,
/// which is shown once. A camera is reached in one way: whoever dials in has no stream address. See
/// docs/decisions/0029-cameras-that-dial-in.md.
@Service
public class DialIns {

  /// Letters and digits that nobody mistakes for each other, and that every camera's menu has.
  private static final String ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789";

  /// 79 bits: nobody finds one by trying.
  private static final int PATH_LETTERS = 16;

  /// 99 bits. Some recorders take no longer one.
  private static final int PASSWORD_LETTERS = 20;

  private final JdbcCameras cameras;
  private final JdbcConnections connections;
  private final ConnectionRule rule;
  private final SealedBox box;
  private final AuditLog log;
  private final ApplicationEventPublisher events;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();

  DialIns(
      JdbcCameras cameras,
      JdbcConnections connections,
      ConnectionRule rule,
      SealedBox box,
      AuditLog log,
      ApplicationEventPublisher events,
      Clock clock) {
    this.cameras = cameras;
    this.connections = connections;
    this.rule = rule;
    this.box = box;
    this.log = log;
    this.events = events;
    this.clock = clock;
  }

  /// Lets an own camera dial in from now on, at a new path with a new password. What it had before,
  /// stream address or path, is good no longer.
  ///
  /// @throws CameraNotFound if it is not the person's own
  @Transactional
  public DialInAnswer issue(Actor owner, CameraId id) {
    var camera =
        cameras
            .findToChange(id)
            .filter(found -> found.owner().equals(owner.person()))
            .orElseThrow(() -> new CameraNotFound(id));
    if (!rule.mayBeConnected(id)) {
      return new DialInAnswer.Refused(
          FieldError.of("stream.address", "registration.stream.not-when-registered-only"));
    }
    var path = letters(PATH_LETTERS);
    var password = letters(PASSWORD_LETTERS);
    var version = connections.nextVersion(id);
    var sealed =
        box.seal(PublishKey.of(version, password).toBytes(), context(camera, path, version));
    connections.putDialIn(
        id,
        new JdbcConnections.DialInRow(
            camera.owner(), path, Base64.getEncoder().encodeToString(sealed), version),
        clock.instant());
    log.append(Entries.by(owner, "camera.dial_in.issued", Outcome.DONE).camera(id.toString()));
    events.publishEvent(new ConnectionChanged(id, clock.instant()));
    return new DialInAnswer.Issued(path, PublishKey.USER, password);
  }

  /// Where an own camera dials in; empty if it does not.
  @Transactional(readOnly = true)
  public Optional<String> pathOf(Actor owner, CameraId camera) {
    return cameras
        .find(camera)
        .filter(found -> found.owner().equals(owner.person()))
        .flatMap(found -> connections.findDialIn(found.id()))
        .map(JdbcConnections.DialInRow::path);
  }

  /// Which of the person's cameras dial in.
  @Transactional(readOnly = true)
  public Set<CameraId> of(Actor owner) {
    return connections.dialIns(owner.person());
  }

  /// Which of these cameras dial in, in one query.
  @Transactional(readOnly = true)
  public Set<CameraId> among(Collection<CameraId> cameras) {
    return connections.dialIns(cameras);
  }

  /// Whether a camera of a proved site dials in.
  @Transactional(readOnly = true)
  public boolean dialsIn(CameraId camera) {
    return cameras.findProved(camera).isPresent() && connections.findDialIn(camera).isPresent();
  }

  /// Whose path this is. Its site need not be proved yet: what is sent before is shown to nobody.
  @Transactional(readOnly = true)
  public Optional<DialIn> at(String path) {
    return connections.cameraAt(path).flatMap(cameras::find).flatMap(this::open);
  }

  private Optional<DialIn> open(Camera camera) {
    return connections
        .findDialIn(camera.id())
        .map(row -> {
          var sealed = Base64.getDecoder().decode(row.sealed());
          var bytes = box.open(sealed, context(camera, row.path(), row.version()));
          return new DialIn(camera.id(), PublishKey.ofBytes(row.version(), bytes));
        });
  }

  private String letters(int count) {
    var text = new StringBuilder(count);
    for (var i = 0; i < count; i++) {
      text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    return text.toString();
  }

  private static String[] context(Camera camera, String path, long version) {
    return new String[] {
      "registry.dial-in",
      camera.id().toString(),
      camera.owner().toString(),
      path,
      Long.toString(version)
    };
  }
}
