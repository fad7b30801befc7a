package org.porchlight.feeds;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.porchlight.consent.Sharing;
import org.porchlight.registry.Camera;
import org.porchlight.registry.CameraConnection;
import org.porchlight.registry.CameraConnections;
import org.porchlight.registry.CameraId;
import org.porchlight.registry.PoliceRegistry;
import org.springframework.stereotype.Component;

@Component
class RegisteredCameras implements Cameras {

  private final CameraConnections connections;
  private final PoliceRegistry registry;
  private final Sharing sharing;

  RegisteredCameras(CameraConnections connections, PoliceRegistry registry, Sharing sharing) {
    this.connections = connections;
    this.registry = registry;
    this.sharing = sharing;
  }

  @Override
  public Optional<CameraConnection> connect(CameraId camera) {
    return connections.connect(camera);
  }

  @Override
  public Set<CameraId> alwaysPulled() {
    return sharing.sharedAlways().stream()
        .filter(camera -> registry.find(camera).filter(Camera::connected).isPresent())
        .collect(Collectors.toSet());
  }
}
