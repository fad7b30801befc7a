package org.porchlight.feeds;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.porchlight.feeds.pull.AskedBefore;
import org.porchlight.registry.CameraConnection;
import org.porchlight.registry.CameraId;

/// Owners who let be heard what a test says.
public final class HearingForTests {

  private HearingForTests() {}

  /// Asks this set, each time.
  ///
  /// @param heard cameras that may be heard, which may change
  public static Hearing of(Set<CameraId> heard) {
    return new Hearing(
        new Cameras() {
          @Override
          public Optional<CameraConnection> connect(CameraId camera) {
            return Optional.empty();
          }

          @Override
          public AskedBefore asked(CameraId camera) {
            throw new UnsupportedOperationException("nobody connects");
          }

          @Override
          public boolean mayBeHeard(CameraId camera) {
            return heard.contains(camera);
          }

          @Override
          public Map<CameraId, Unasked> unasked() {
            return Map.of();
          }
        });
  }
}
