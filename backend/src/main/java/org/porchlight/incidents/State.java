package org.porchlight.incidents;

import java.time.Instant;

/// Whether an incident goes on.
public sealed interface State {

  record Open() implements State {}

  record Closed(Instant at) implements State {}
}
