package org.porchlight.incidents;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.porchlight.kernel.FieldError;
import org.porchlight.kernel.Place;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// One message in the generic form of docs/reference/cad.md. What a message does not say is null,
/// and stays as it was.
record CadMessage(
    String number,
    @Nullable String kind,
    @Nullable Integer priority,
    @Nullable Place place,
    @Nullable String address,
    @Nullable Boolean open,
    @Nullable Instant openedAt,
    @Nullable Instant updatedAt) {

  /// Longest message in characters.
  static final int LONGEST = 65_536;

  /// How far the sender's clock may be ahead of ours.
  static final Duration CLOCKS_DIFFER = Duration.ofMinutes(5);

  /// What reading made of a text.
  sealed interface Read {

    record Good(CadMessage message) implements Read {}

    record Bad(List<FieldError> errors) implements Read {}
  }

  static Read read(JsonMapper json, String text, Instant now) {
    if (text.length() > LONGEST) {
      return bad("", "cad.message.too-long");
    }
    JsonNode root;
    try {
      root = json.readTree(text);
    } catch (JacksonException broken) {
      return bad("", "cad.message.not-json");
    }
    return root.isObject() ? new Reader(root, now).read() : bad("", "cad.message.not-an-object");
  }

  /// What a first message must say and this one does not.
  List<FieldError> missingInFirst() {
    var errors = new ArrayList<FieldError>();
    if (kind == null) {
      errors.add(FieldError.of("kind", "incident.kind.missing"));
    }
    if (priority == null) {
      errors.add(FieldError.of("priority", "incident.priority.missing"));
    }
    if (place == null) {
      errors.add(FieldError.of("place", "incident.place.missing"));
    }
    return errors;
  }

  private static Read bad(String field, String key) {
    return new Read.Bad(List.of(FieldError.of(field, key)));
  }

  /// Reads one object and collects everything that is wrong with it.
  private static final class Reader {

    private final JsonNode root;
    private final Instant now;
    private final List<FieldError> errors = new ArrayList<>();

    Reader(JsonNode root, Instant now) {
      this.root = root;
      this.now = now;
    }

    Read read() {
      var number = text("number", IncidentFields.LONGEST_NUMBER);
      if (number == null && errors.isEmpty()) {
        errors.add(FieldError.of("number", "incident.number.missing"));
      }
      var kind = text("kind", IncidentFields.LONGEST_KIND);
      var priority = priority();
      var place = place();
      var address = text("address", IncidentFields.LONGEST_ADDRESS);
      var open = status();
      var openedAt = time("openedAt");
      var updatedAt = time("updatedAt");
      return errors.isEmpty() && number != null
          ? new Read.Good(
              new CadMessage(number, kind, priority, place, address, open, openedAt, updatedAt))
          : new Read.Bad(List.copyOf(errors));
    }

    private @Nullable String text(String field, int longest) {
      var node = root.path(field);
      if (node.isMissingNode() || node.isNull()) {
        return null;
      }
      if (!node.isString() && !node.isIntegralNumber()) {
        errors.add(FieldError.of(field, "incident." + field + ".not-text"));
        return null;
      }
      var before = errors.size();
      var text = node.asString();
      IncidentFields.text(errors, field, text, longest);
      return errors.size() == before ? text.strip() : null;
    }

    private @Nullable Integer priority() {
      var node = root.path("priority");
      if (node.isMissingNode() || node.isNull()) {
        return null;
      }
      var digit = node.asString("");
      if (!digit.matches("[1-5]")) {
        errors.add(FieldError.of("priority", "incident.priority.out-of-range"));
        return null;
      }
      return Integer.valueOf(digit);
    }

    private @Nullable Place place() {
      var latitude = root.path("latitude");
      var longitude = root.path("longitude");
      var none =
          (latitude.isMissingNode() || latitude.isNull())
              && (longitude.isMissingNode() || longitude.isNull());
      if (none) {
        return null;
      }
      if (!latitude.isNumber() || !longitude.isNumber()) {
        errors.add(FieldError.of("place", "incident.place.incomplete"));
        return null;
      }
      try {
        var place = new Place(latitude.asDouble(), longitude.asDouble());
        IncidentFields.place(errors, place);
        return place;
      } catch (IllegalArgumentException outside) {
        errors.add(FieldError.of("place", "incident.place.out-of-range"));
        return null;
      }
    }

    private @Nullable Boolean status() {
      var node = root.path("status");
      if (node.isMissingNode() || node.isNull()) {
        return null;
      }
      return switch (node.asString("")) {
        case "open" -> true;
        case "closed" -> false;
        default -> {
          errors.add(FieldError.of("status", "incident.status.unknown"));
          yield null;
        }
      };
    }

    private @Nullable Instant time(String field) {
      var node = root.path(field);
      if (node.isMissingNode() || node.isNull()) {
        return null;
      }
      try {
        var time = OffsetDateTime.parse(node.asString("")).toInstant();
        if (time.isAfter(now.plus(CLOCKS_DIFFER))) {
          errors.add(
              new FieldError(
                  field, "incident." + field + ".in-future", Map.of("now", now.toString())));
          return null;
        }
        return time.isAfter(now) ? now : time;
      } catch (DateTimeException notOne) {
        errors.add(FieldError.of(field, "incident." + field + ".not-a-time"));
        return null;
      }
    }
  }
}
