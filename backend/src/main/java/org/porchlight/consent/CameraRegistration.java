package org.porchlight.consent;

import java.util.ArrayList;
import java.util.Objects;
import org.porchlight.identity.Actor;
import org.porchlight.kernel.FieldError;
import org.porchlight.registry.NewCamera;
import org.porchlight.registry.Registration;
import org.porchlight.registry.RegistrationAnswer;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;

/// Registers a camera together with its first consent: both or neither.
@Service
public class CameraRegistration {

  private final Registration registration;
  private final Sharing sharing;
  private final TransactionOperations transaction;

  CameraRegistration(
      Registration registration, Sharing sharing, TransactionOperations transaction) {
    this.registration = registration;
    this.sharing = sharing;
    this.transaction = transaction;
  }

  /// Finds everything that is wrong at once; if nothing is, registers in one transaction.
  ///
  /// Must not be called inside a transaction, because a stream address is resolved first.
  public RegistrationAnswer register(Actor owner, NewCamera camera, Terms terms) {
    var errors = new ArrayList<>(TermsCheck.errors(terms, camera.ownership()));
    if (terms.level() == Level.REGISTERED && camera.stream() != null) {
      errors.add(FieldError.of("stream.address", "registration.stream.not-when-registered-only"));
    }
    return switch (registration.check(owner, camera)) {
      case Registration.Check.Invalid(var more) -> {
        errors.addAll(more);
        yield new RegistrationAnswer.Invalid(errors);
      }
      case Registration.Check.Fine _ when !errors.isEmpty() ->
          new RegistrationAnswer.Invalid(errors);
      case Registration.Check.Fine(var checked) ->
          Objects.requireNonNull(
              transaction.execute(_ -> {
                var registered = registration.add(owner, checked);
                sharing.first(owner, registered.camera(), terms);
                return registered;
              }));
    };
  }
}
