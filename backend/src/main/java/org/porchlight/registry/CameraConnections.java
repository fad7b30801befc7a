package org.porchlight.registry;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.porchlight.audit.AuditLog;
import org.porchlight.audit.Outcome;
import org.porchlight.identity.Actor;
import org.porchlight.identity.OrganisationId;
import org.porchlight.kernel.FieldError;
import org.porchlight.kernel.SealedBox;
import org.porchlight.registry.StreamAddress.Parsed;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;

/// Stream addresses and their sealed logins. Owners write them and never read them back. See
/// docs/decisions/0012-camera-addresses.md.
@Service
public class CameraConnections {

  private static final String FIELD = "stream.address";

  private final JdbcCameras cameras;
  private final JdbcConnections connections;
  private final NetworkGrants grants;
  private final ConnectionRule rule;
  private final Resolver resolver;
  private final RegistrySettings settings;
  private final SealedBox box;
  private final AuditLog log;
  private final ApplicationEventPublisher events;
  private final TransactionOperations transaction;
  private final Clock clock;

  CameraConnections(
      JdbcCameras cameras,
      JdbcConnections connections,
      NetworkGrants grants,
      ConnectionRule rule,
      Resolver resolver,
      RegistrySettings settings,
      SealedBox box,
      AuditLog log,
      ApplicationEventPublisher events,
      TransactionOperations transaction,
      Clock clock) {
    this.cameras = cameras;
    this.connections = connections;
    this.grants = grants;
    this.rule = rule;
    this.resolver = resolver;
    this.settings = settings;
    this.box = box;
    this.log = log;
    this.events = events;
    this.transaction = transaction;
    this.clock = clock;
  }

  /// Parses and resolves a typed address and checks every answer; makes no connection. A refusal is
  /// logged as `camera.address.refused`.
  public ConnectionCheck check(Actor owner, NewCamera.Stream stream) {
    return check(owner, owner.organisation(), null, stream);
  }

  /// Checks and stores.
  ///
  /// @throws CameraNotFound if it is not the person's own
  public ConnectionCheck set(Actor owner, CameraId id, NewCamera.Stream stream) {
    var camera = own(owner, cameras.find(id), id);
    var check = check(owner, camera.organisation(), id, stream);
    return switch (check) {
      case ConnectionCheck.Refused _ -> check;
      case ConnectionCheck.Fine(var connection) ->
          Objects.requireNonNull(transaction.execute(_ -> set(owner, id, connection)));
    };
  }

  /// Deletes address and login. Doing it twice is harmless.
  ///
  /// @throws CameraNotFound if it is not the person's own
  public void forget(Actor owner, CameraId id) {
    transaction.executeWithoutResult(_ -> {
      own(owner, cameras.findToChange(id), id);
      if (connections.delete(id)) {
        log.append(
            Entries.by(owner, "camera.connection.forgotten", Outcome.DONE).camera(id.toString()));
        events.publishEvent(new ConnectionChanged(id, clock.instant()));
      }
    });
  }

  /// Opens the sealed connection of a camera of a proved site, for the module that pulls feeds.
  /// Empty if the camera is gone, not proved, or has no address.
  public Optional<CameraConnection> connect(CameraId camera) {
    return cameras.findProved(camera).flatMap(this::open);
  }

  /// The same for an owner who tries an own camera, whose site need not be proved yet.
  public Optional<CameraConnection> connectOwn(Actor owner, CameraId camera) {
    return cameras
        .find(camera)
        .filter(found -> found.owner().equals(owner.person()))
        .flatMap(this::open);
  }

  /// Which certificate was confirmed for an own camera, if what is typed leads to where it is
  /// reached now: the same scheme, host and port.
  public Optional<CertificatePin> confirmed(Actor owner, CameraId camera, String typed) {
    return switch (StreamAddress.parse(typed)) {
      case Parsed.Refused _ -> Optional.empty();
      case Parsed.Address(var address, _) ->
          connectOwn(owner, camera)
              .filter(stored -> stored.address().leadsWhere(address))
              .map(CameraConnection::certificate);
    };
  }

  private ConnectionCheck set(Actor owner, CameraId id, CameraConnection connection) {
    var locked = own(owner, cameras.findToChange(id), id);
    if (!rule.mayBeConnected(id)) {
      return refused(owner, id, "REGISTERED_ONLY", null, error(FIELD, "not-when-registered-only"));
    }
    store(owner, locked, connection);
    events.publishEvent(new ConnectionChanged(id, clock.instant()));
    return new ConnectionCheck.Fine(connection);
  }

  /// Seals and writes in the caller's transaction.
  void store(Actor owner, Camera camera, CameraConnection connection) {
    var address = connection.address();
    var version = connections.nextVersion(camera.id());
    var sealed =
        Base64.getEncoder().encodeToString(box.seal(secrets(connection), context(camera, version)));
    connections.put(
        camera.id(),
        new JdbcConnections.Row(
            camera.owner(), address.scheme(), address.host(), address.port(), sealed, version),
        clock.instant());
    log.append(
        Entries.by(owner, "camera.connection.set", Outcome.DONE)
            .camera(camera.id().toString())
            .plain("scheme", address.scheme().name())
            .plain("pinned", connection.certificate() == null ? null : true));
  }

  private Optional<CameraConnection> open(Camera camera) {
    return connections
        .find(camera.id())
        .map(row -> {
          var secrets =
              box.open(Base64.getDecoder().decode(row.sealed()), context(camera, row.version()));
          return connection(row, secrets, grants.policyOf(camera.organisation()));
        });
  }

  private ConnectionCheck check(
      Actor owner,
      OrganisationId organisation,
      @Nullable CameraId camera,
      NewCamera.Stream stream) {
    return switch (StreamAddress.parse(stream.address())) {
      case Parsed.Refused(var why) ->
          refused(
              owner,
              camera,
              why.name(),
              null,
              error(FIELD, why.name().toLowerCase(Locale.ROOT).replace('_', '-')));
      case Parsed.Address(var address, var inAddress) -> {
        Login login;
        try {
          login = login(stream, inAddress);
        } catch (IllegalArgumentException bad) {
          yield refused(owner, camera, "LOGIN", address, error("stream.user", "login"));
        }
        yield check(owner, organisation, camera, address, login, stream.certificate());
      }
    };
  }

  private ConnectionCheck check(
      Actor owner,
      OrganisationId organisation,
      @Nullable CameraId camera,
      StreamAddress address,
      @Nullable Login login,
      @Nullable CertificatePin confirmed) {
    var policy = grants.policyOf(organisation);
    List<InetAddress> answers;
    try {
      answers = resolver.resolve(address.host());
    } catch (UnknownHostException unknown) {
      answers = List.of();
    }
    if (answers.isEmpty() || !answers.stream().allMatch(policy::check)) {
      // A name that is unknown and a name that leads inside are told apart only in the log, so that
      // this form does not answer questions about the center's own network.
      var known = address.literal().isPresent() ? "private" : "not-public";
      return refused(
          owner,
          camera,
          answers.isEmpty() ? "UNKNOWN" : "NOT_PUBLIC",
          address,
          error(FIELD, known));
    }
    if (!settings.ports().contains(address.port())
        && !answers.stream().allMatch(policy::isGranted)) {
      return refused(
          owner,
          camera,
          "PORT_NOT_ALLOWED",
          address,
          new FieldError(
              FIELD,
              "registration.stream.port-not-allowed",
              Map.of("port", Integer.toString(address.port()))));
    }
    var certificate = address.scheme().isSecure() ? confirmed : null;
    return new ConnectionCheck.Fine(new CameraConnection(address, login, policy, certificate));
  }

  private ConnectionCheck refused(
      Actor owner,
      @Nullable CameraId camera,
      String reason,
      @Nullable StreamAddress address,
      FieldError error) {
    transaction.executeWithoutResult(_ ->
        log.append(
            Entries.by(owner, "camera.address.refused", Outcome.DENY)
                .camera(camera == null ? null : camera.toString())
                .personal("q", address == null ? null : address.host() + ":" + address.port())
                .plain("reason", reason)));
    return new ConnectionCheck.Refused(error);
  }

  private static FieldError error(String field, String what) {
    return FieldError.of(field, "registration.stream." + what);
  }

  /// What is in fields of its own counts more than what is in the address.
  private static @Nullable Login login(NewCamera.Stream stream, @Nullable Login inAddress) {
    var user = stream.user();
    var password = stream.password();
    if (user == null || user.isBlank()) {
      if (password != null && !password.isEmpty() && inAddress == null) {
        throw new IllegalArgumentException("a password needs a user");
      }
      return inAddress;
    }
    return new Login(user.strip(), password == null ? "" : password);
  }

  private static String[] context(Camera camera, long version) {
    return new String[] {
      "registry.connection",
      camera.id().toString(),
      camera.owner().toString(),
      Long.toString(version)
    };
  }

  private static byte[] secrets(CameraConnection connection) {
    var login = connection.login();
    var bytes = new ByteArrayOutputStream();
    try (var out = new DataOutputStream(bytes)) {
      out.writeUTF(connection.address().target());
      out.writeBoolean(login != null);
      if (login != null) {
        out.writeUTF(login.user());
        out.writeUTF(login.password());
      }
      var certificate = connection.certificate();
      if (certificate != null) {
        out.writeUTF(certificate.sha256());
      }
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return bytes.toByteArray();
  }

  private static CameraConnection connection(
      JdbcConnections.Row row, byte[] secrets, NetworkPolicy policy) {
    try (var in = new DataInputStream(new ByteArrayInputStream(secrets))) {
      var target = in.readUTF();
      var login = in.readBoolean() ? new Login(in.readUTF(), in.readUTF()) : null;
      // Connections that were sealed before certificates could be confirmed end here.
      var certificate = in.available() > 0 ? new CertificatePin(in.readUTF()) : null;
      return new CameraConnection(
          new StreamAddress(row.scheme(), row.host(), row.port(), target),
          login,
          policy,
          certificate);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  private static Camera own(Actor owner, Optional<Camera> camera, CameraId id) {
    return camera
        .filter(found -> found.owner().equals(owner.person()))
        .orElseThrow(() -> new CameraNotFound(id));
  }
}
