package org.porchlight.feeds;

import org.porchlight.consent.Sharing;
import org.porchlight.registry.CameraId;
import org.porchlight.registry.Ownership;
import org.porchlight.registry.PoliceRegistry;
import org.springframework.stereotype.Component;

/// Whether a camera's sound may be received.
@Component
class SoundConsent {

  private final PoliceRegistry registry;
  private final Sharing sharing;

  SoundConsent(PoliceRegistry registry, Sharing sharing) {
    this.registry = registry;
    this.sharing = sharing;
  }

  /// By the consent in force. What an agency's own cameras hear is never received: there is no
  /// owner who could switch it on.
  boolean allows(CameraId camera) {
    var consent = sharing.current(camera);
    return consent.filter(now -> !now.off() && now.terms().audio()).isPresent()
        && registry
            .find(camera)
            .filter(found -> found.ownership() == Ownership.PRIVATE)
            .isPresent();
  }
}
