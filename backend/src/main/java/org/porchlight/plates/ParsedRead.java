package org.porchlight.plates;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.porchlight.kernel.Place;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What a message in our own JSON says: `plate`, `state`, `confidence` (0 to 1), `at` (ISO 8601
/// with zone), `latitude`, `longitude`. Only `plate` must be there.
record ParsedRead(
    String plate,
    String key,
    @Nullable String state,
    @Nullable Double confidence,
    Instant at,
    Place place) {

  /// A reader whose clock is further ahead than this is wrong, and its time is not taken.
  private static final Duration AHEAD = Duration.ofMinutes(5);

  private static final JsonMapper JSON = new JsonMapper();

  /// Why no read can be made of a message. The text is kept with it.
  static final class Unusable extends Exception {

    private static final long serialVersionUID = 1L;

    Unusable(String why) {
      super(why);
    }
  }

  static ParsedRead of(String body, Place readersPlace, Instant receivedAt) throws Unusable {
    JsonNode json;
    try {
      json = JSON.readTree(body);
    } catch (JacksonException broken) {
      throw new Unusable("not JSON");
    }
    var plate = json.path("plate").asString("").strip();
    var key = normalise(plate);
    if (key.isEmpty() || key.length() > 15) {
      throw new Unusable("plate must have 1 to 15 letters or digits");
    }
    return new ParsedRead(
        plate.length() > 30 ? plate.substring(0, 30) : plate,
        key,
        state(json),
        confidence(json),
        at(json, receivedAt),
        place(json, readersPlace));
  }

  /// Upper-case letters and digits; everything else is how a plate is painted, not what it says.
  static String normalise(String plate) {
    return plate.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "");
  }

  private static @Nullable String state(JsonNode json) {
    var state = json.path("state").asString("").toUpperCase(Locale.ROOT);
    return state.matches("[A-Z]{2,3}") ? state : null;
  }

  private static @Nullable Double confidence(JsonNode json) throws Unusable {
    var confidence = json.path("confidence");
    if (confidence.isMissingNode() || confidence.isNull()) {
      return null;
    }
    if (!confidence.isNumber() || !(confidence.asDouble() >= 0 && confidence.asDouble() <= 1)) {
      throw new Unusable("confidence must be 0 to 1");
    }
    return confidence.asDouble();
  }

  private static Instant at(JsonNode json, Instant receivedAt) throws Unusable {
    var text = json.path("at").asString("");
    if (text.isEmpty()) {
      return receivedAt;
    }
    try {
      var at = OffsetDateTime.parse(text).toInstant();
      return at.isAfter(receivedAt.plus(AHEAD)) ? receivedAt : at;
    } catch (DateTimeException unreadable) {
      throw new Unusable("at must be ISO 8601 with a zone");
    }
  }

  private static Place place(JsonNode json, Place readersPlace) throws Unusable {
    var latitude = json.path("latitude");
    var longitude = json.path("longitude");
    if (latitude.isMissingNode() && longitude.isMissingNode()) {
      return readersPlace;
    }
    if (!latitude.isNumber() || !longitude.isNumber()) {
      throw new Unusable("latitude and longitude come together, as numbers");
    }
    try {
      return new Place(latitude.asDouble(), longitude.asDouble());
    } catch (IllegalArgumentException nowhere) {
      throw new Unusable(String.valueOf(nowhere.getMessage()));
    }
  }
}
