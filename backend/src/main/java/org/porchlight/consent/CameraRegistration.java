package org.porchlight.consent;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.porchlight.identity.Actor;
import org.porchlight.kernel.FieldError;
import org.porchlight.registry.CameraId;
import org.porchlight.registry.CheckedCamera;
import org.porchlight.registry.NewCamera;
import org.porchlight.registry.Ownership;
import org.porchlight.registry.Registration;
import org.porchlight.registry.RegistrationAnswer;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
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

  /// What is wrong with these terms for a camera of this ownership.
  public List<FieldError> errors(Terms terms, Ownership ownership) {
    return TermsCheck.errors(terms, ownership);
  }

  /// What is wrong with a camera that is to be registered. Its stream address is resolved.
  public List<FieldError> errors(Actor owner, NewCamera camera) {
    return switch (registration.check(owner, camera)) {
      case Registration.Check.Invalid(var errors) -> errors;
      case Registration.Check.Fine _ -> List.of();
    };
  }

  /// Registers private cameras without streams, each with a first consent of its own to the same
  /// terms, in the caller's transaction: all or none.
  ///
  /// @return their ids, in the same order
  /// @throws IllegalArgumentException if [#errors] finds something wrong with one of them or with
  ///   the terms
  @Transactional(propagation = Propagation.MANDATORY)
  public List<CameraId> registerMany(Actor owner, List<NewCamera> cameras, Terms terms) {
    var checked = new ArrayList<CheckedCamera>(cameras.size());
    for (var camera : cameras) {
      if (camera.stream() != null || !errors(terms, camera.ownership()).isEmpty()) {
        throw new IllegalArgumentException("has a stream, or terms that do not fit");
      }
      switch (registration.check(owner, camera)) {
        case Registration.Check.Fine(var fine) -> checked.add(fine);
        case Registration.Check.Invalid(var wrong) ->
            throw new IllegalArgumentException("not checked: " + wrong);
      }
    }
    var ids = registration.addMany(owner, checked);
    sharing.firstOfMany(owner, ids, terms);
    return ids;
  }
}
