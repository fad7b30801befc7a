package org.porchlight.consent;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.porchlight.identity.Actor;
import org.porchlight.registry.CameraId;
import org.springframework.stereotype.Service;

/// What is allowed with each camera, and what its owner can do about it.
@Service
public class Sharing {

  /// The consent in force.
  public Optional<Consent> current(CameraId camera) {
    throw new UnsupportedOperationException();
  }

  /// The consents in force of these cameras; cameras without one are absent.
  public Map<CameraId, Consent> currentOf(Collection<CameraId> cameras) {
    throw new UnsupportedOperationException();
  }

  /// Cameras that are shared at level ALWAYS and not switched off, whatever their schedule says.
  public List<CameraId> sharedAlways() {
    throw new UnsupportedOperationException();
  }

  /// Adds a version with new terms.
  ///
  /// @throws org.porchlight.registry.CameraNotFound if it is not the person's own
  public ConsentAnswer give(Actor owner, CameraId camera, Terms terms) {
    throw new UnsupportedOperationException();
  }

  /// Switches sharing off. Open views of the camera end within a second, and no new one starts.
  /// Doing it twice is harmless.
  ///
  /// @return the consent in force
  /// @throws org.porchlight.registry.CameraNotFound if it is not the person's own
  public Consent off(Actor owner, CameraId camera) {
    throw new UnsupportedOperationException();
  }

  /// Switches sharing on again, with the terms as they were.
  ///
  /// @return the consent in force
  /// @throws org.porchlight.registry.CameraNotFound if it is not the person's own
  public Consent on(Actor owner, CameraId camera) {
    throw new UnsupportedOperationException();
  }

  /// Switches all cameras of this owner off.
  ///
  /// @return how many were on
  public int offEverything(Actor owner) {
    throw new UnsupportedOperationException();
  }

  /// Every version, newest first.
  ///
  /// @throws org.porchlight.registry.CameraNotFound if it is not the person's own
  public List<Consent> history(Actor owner, CameraId camera) {
    throw new UnsupportedOperationException();
  }
}
