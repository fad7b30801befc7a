package org.porchlight.demo;

import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/// Writes the demo's messages.
final class Json {

  private static final JsonMapper MAPPER = new JsonMapper();

  private Json() {}

  static String write(Map<String, ?> message) {
    return MAPPER.writeValueAsString(message);
  }
}
