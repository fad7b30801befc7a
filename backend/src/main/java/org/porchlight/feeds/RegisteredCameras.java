package org.porchlight.feeds;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.porchlight.consent.Consent;
import org.porchlight.consent.Sharing;
import org.porchlight.consent.Terms;
import org.porchlight.feeds.pull.AskedBefore;
import org.porchlight.feeds.pull.VideoSource;
import org.porchlight.feeds.pull.VideoSource.VideoStream;
import org.porchlight.feeds.pull.push.PushDoor;
import org.porchlight.registry.CameraConnection;
import org.porchlight.registry.CameraConnections;
import org.porchlight.registry.CameraId;
import org.porchlight.registry.DialIns;
import org.porchlight.registry.PoliceRegistry;
import org.springframework.stereotype.Component;

@Component
class RegisteredCameras implements Cameras {

  private final CameraConnections connections;
  private final PoliceRegistry registry;
  private final Sharing sharing;
  private final LoginMemory logins;
  private final SoundConsent sound;
  private final DialIns dialIns;
  private final ExpectedCameras expected;
  private final PushDoor door;

  RegisteredCameras(
      CameraConnections connections,
      PoliceRegistry registry,
      Sharing sharing,
      SoundConsent sound,
      DialIns dialIns,
      ExpectedCameras expected,
      PushDoor door,
      LoginMemory logins) {
    this.logins = logins;
    this.connections = connections;
    this.registry = registry;
    this.sharing = sharing;
    this.sound = sound;
    this.dialIns = dialIns;
    this.expected = expected;
    this.door = door;
  }

  @Override
  public Optional<CameraConnection> connect(CameraId camera) {
    return connections.connect(camera);
  }

  @Override
  public AskedBefore asked(CameraId camera) {
    return logins.of(camera);
  }

  @Override
  public boolean dialsIn(CameraId camera) {
    return dialIns.dialsIn(camera);
  }

  @Override
  public VideoStream dialledIn(CameraId camera, boolean sound, VideoSource.Receiver receiver) {
    return door.stream(camera, sound, receiver);
  }

  @Override
  public void onArrival(Consumer<CameraId> told) {
    expected.onArrival(told);
  }

  @Override
  public boolean mayBeHeard(CameraId camera) {
    return sound.allows(camera);
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
