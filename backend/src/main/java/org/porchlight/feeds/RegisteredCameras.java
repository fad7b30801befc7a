package org.porchlight.feeds;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.porchlight.consent.Consent;
import org.porchlight.consent.Sharing;
import org.porchlight.consent.Terms;
import org.porchlight.feeds.pull.AskedBefore;
import org.porchlight.registry.CameraConnection;
import org.porchlight.registry.CameraConnections;
import org.porchlight.registry.CameraId;
import org.porchlight.registry.Ownership;
import org.porchlight.registry.PoliceRegistry;
import org.springframework.stereotype.Component;

@Component
class RegisteredCameras implements Cameras {

  private final CameraConnections connections;
  private final PoliceRegistry registry;
  private final Sharing sharing;
  private final LoginMemory logins;

  RegisteredCameras(
      CameraConnections connections, PoliceRegistry registry, Sharing sharing, LoginMemory logins) {
    this.logins = logins;
    this.connections = connections;
    this.registry = registry;
    this.sharing = sharing;
  }

  @Override
  public Optional<CameraConnection> connect(CameraId camera) {
    return connections.connect(camera);
  }

  @Override
  public AskedBefore asked(CameraId camera) {
    return logins.of(camera);
  }

  /// By the consent in force. What an agency's own cameras hear is never received: there is no
  /// owner who could switch it on.
  @Override
  public boolean mayBeHeard(CameraId camera) {
    var consent = sharing.current(camera);
    return consent.filter(now -> !now.off() && now.terms().audio()).isPresent()
        && registry
            .find(camera)
            .filter(found -> found.ownership() == Ownership.PRIVATE)
            .isPresent();
  }

  @Override
  public Map<CameraId, Unasked> unasked() {
    var consents = sharing.pulledUnasked();
    var connected = registry.connected(consents.stream().map(Consent::camera).toList());
    return consents.stream()
        .filter(consent -> connected.contains(consent.camera()))
        .collect(Collectors.toMap(Consent::camera, consent -> unasked(consent.terms())));
  }

  private Unasked unasked(Terms terms) {
    return switch (terms.level()) {
      case ALWAYS -> Unasked.always(terms.schedule(), sharing.timeZone());
      case DURING_INCIDENTS ->
          Unasked.buffered(
              Duration.ofSeconds(terms.preEventSeconds()), terms.schedule(), sharing.timeZone());
      case REGISTERED, ON_REQUEST ->
          throw new IllegalArgumentException("not pulled unasked at level " + terms.level());
    };
  }
}
