package org.porchlight.feeds.pull.push;

import java.net.InetAddress;
import java.util.Optional;
import org.porchlight.feeds.StreamProblem;
import org.porchlight.registry.CameraId;

/// What the door asks the house, and tells it.
public interface Desk {

  /// Who is expected at a path. May wait; is not called on a loop's thread.
  Optional<Invitation> find(String path);

  /// A camera has dialled in and sends. Must not wait.
  void came(CameraId camera);

  /// It is gone. Must not wait.
  void left(CameraId camera, StreamProblem problem);

  /// Somebody who said to be this camera was sent away. Must not wait.
  void refused(CameraId camera, Refusal why, InetAddress from);

  enum Refusal {
    WRONG_PASSWORD,
    /// Too many wrong passwords: further wrong ones are sent away for a while.
    LOCKED,
    /// Its owner has switched it off.
    SWITCHED_OFF,
    /// It offers no video that is let in.
    NOT_VIDEO,
    /// It dials in again and again.
    TOO_OFTEN
  }
}
