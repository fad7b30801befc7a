package org.porchlight.notices;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// What the push service said to one send.
public sealed interface PushAnswer {

  /// The push service has it. It does not say that a phone has it.
  record Accepted(String messageId) implements PushAnswer {}

  /// The app was removed, or its address was replaced.
  record Unregistered() implements PushAnswer {}

  /// The service refuses the message or the address.
  record Invalid(String detail) implements PushAnswer {}

  /// The address belongs to another project.
  record WrongSender() implements PushAnswer {}

  /// Too many messages.
  ///
  /// @param pause as the service asked; null if it did not say
  record QuotaExceeded(@Nullable Duration pause) implements PushAnswer {}

  /// The service is down for the moment.
  record Unavailable() implements PushAnswer {}

  /// The service does not accept our credentials.
  record Unauthorized() implements PushAnswer {}

  /// No answer within our time limit, or one nobody can read: it may have been sent or not.
  record Unknown(String detail) implements PushAnswer {}
}
