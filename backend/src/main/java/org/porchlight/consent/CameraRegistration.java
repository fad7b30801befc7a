package org.porchlight.consent;

import org.porchlight.identity.Actor;
import org.porchlight.registry.NewCamera;
import org.porchlight.registry.RegistrationAnswer;
import org.springframework.stereotype.Service;

/// Registers a camera together with its first consent: both or neither.
@Service
public class CameraRegistration {

  public RegistrationAnswer register(Actor owner, NewCamera camera, Terms terms) {
    throw new UnsupportedOperationException();
  }
}
