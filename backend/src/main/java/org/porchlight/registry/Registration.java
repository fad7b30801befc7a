package org.porchlight.registry;

import java.util.List;
import org.porchlight.identity.Actor;
import org.porchlight.kernel.FieldError;
import org.springframework.stereotype.Service;

/// Registers cameras, in two steps so that names are resolved outside the transaction. Callers that
/// are not the consent module use `consent.CameraRegistration`, because a camera is registered
/// together with its first consent.
@Service
public class Registration {

  public sealed interface Check {

    record Fine(CheckedCamera camera) implements Check {}

    record Invalid(List<FieldError> errors) implements Check {}
  }

  /// Checks everything and changes nothing; a stream address is resolved, but no connection is
  /// made.
  public Check check(Actor owner, NewCamera camera) {
    throw new UnsupportedOperationException();
  }

  /// Writes site, camera and sealed connection in the caller's transaction, with an audit row.
  public RegistrationAnswer.Registered add(Actor owner, CheckedCamera camera) {
    throw new UnsupportedOperationException();
  }
}
