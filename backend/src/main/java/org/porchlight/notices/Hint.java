package org.porchlight.notices;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/// All that a push may carry: an opaque id, a kind and a severity. The phone fetches the rest with
/// its session, so that no plate, name, address or picture passes through the push service.
///
/// @param id random id of what happened; repeats with the same id replace each other on the phone
/// @param kind upper-case word, for example `MANUAL`
/// @param severity upper-case word, for example `URGENT`
/// @param usefulUntil the push service drops it afterwards
public record Hint(UUID id, String kind, String severity, Instant usefulUntil) {

  private static final String WORD = "[A-Z][A-Z_]{1,31}";

  public Hint {
    // A closed alphabet keeps free text, and with it people's names, out of the payload.
    if (!kind.matches(WORD) || !severity.matches(WORD)) {
      throw new IllegalArgumentException("kind and severity must be upper-case words");
    }
  }

  /// The payload, complete.
  public Map<String, String> payload() {
    return Map.of("v", "1", "id", id.toString(), "kind", kind, "sev", severity);
  }
}
