package org.porchlight.registry;

import org.porchlight.kernel.FieldError;

/// Whether a stream address may be used.
public sealed interface ConnectionCheck {

  record Fine(CameraConnection connection) implements ConnectionCheck {}

  record Refused(FieldError error) implements ConnectionCheck {}
}
