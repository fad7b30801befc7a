package org.porchlight.audit;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One thing that happened, before it becomes a leaf of the log.
///
/// Personal values go into [#personal] and enter the leaf only as salted commitments; everything
/// else is public. Field names are those of `docs/design/audit-log.md`.
///
/// @param event dotted name, for example `camera.live.open`
/// @param purpose code of the purpose, if the event had one
/// @param basis what it rests on, for example `CONSENT:v7`
/// @param camera id of the camera concerned: the entry then gets the next number of that camera
/// @param personal leaf field to value, committed: `act` person, `org`, `inc` incident, `src`
///   source address, `case`, `note` ...
/// @param plain leaf field to public value (String, Long, Integer, Boolean)
public record AuditEvent(
    String event,
    Outcome outcome,
    @Nullable String purpose,
    @Nullable String basis,
    @Nullable String camera,
    Map<String, String> personal,
    Map<String, Object> plain) {

  public AuditEvent {
    if (!event.matches("[a-z0-9_]+(\\.[a-z0-9_]+)+")) {
      throw new IllegalArgumentException("event must be a dotted lower-case name, was " + event);
    }
    personal = Collections.unmodifiableMap(new LinkedHashMap<>(personal));
    plain = Collections.unmodifiableMap(new LinkedHashMap<>(plain));
  }

  public static AuditEvent of(String event, Outcome outcome) {
    return new AuditEvent(event, outcome, null, null, null, Map.of(), Map.of());
  }

  public AuditEvent outcome(Outcome value) {
    return new AuditEvent(event, value, purpose, basis, camera, personal, plain);
  }

  public AuditEvent purpose(@Nullable String code) {
    return new AuditEvent(event, outcome, code, basis, camera, personal, plain);
  }

  public AuditEvent basis(@Nullable String value) {
    return new AuditEvent(event, outcome, purpose, value, camera, personal, plain);
  }

  public AuditEvent camera(@Nullable String id) {
    return new AuditEvent(event, outcome, purpose, basis, id, personal, plain);
  }

  /// Adds a value that only the owner and the auditor may read; null adds nothing.
  public AuditEvent personal(String field, @Nullable String value) {
    if (value == null) {
      return this;
    }
    var more = new LinkedHashMap<>(personal);
    more.put(field, value);
    return new AuditEvent(event, outcome, purpose, basis, camera, more, plain);
  }

  /// Adds a value that everyone may read; null adds nothing.
  public AuditEvent plain(String field, @Nullable Object value) {
    if (value == null) {
      return this;
    }
    var more = new LinkedHashMap<>(plain);
    more.put(field, value);
    return new AuditEvent(event, outcome, purpose, basis, camera, personal, more);
  }
}
