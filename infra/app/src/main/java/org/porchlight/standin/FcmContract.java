package org.porchlight.standin;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// What FCM v1 asks of a message, as far as its documentation says it:
/// https://firebase.google.com/docs/reference/fcm/rest/v1/projects.messages
final class FcmContract {

  private static final int LARGEST = 4_096;
  private static final BigDecimal LONGEST_TTL = new BigDecimal(28 * 24 * 60 * 60);
  private static final Set<String> TARGETS = Set.of("fid", "token", "topic", "condition");
  private static final Set<String> MESSAGE =
      Set.of(
          "name",
          "data",
          "notification",
          "android",
          "webpush",
          "apns",
          "fcm_options",
          "fid",
          "token",
          "topic",
          "condition");
  private static final Set<String> ANDROID =
      Set.of(
          "collapse_key",
          "priority",
          "ttl",
          "restricted_package_name",
          "data",
          "notification",
          "fcm_options",
          "direct_boot_ok",
          "bandwidth_constrained_ok",
          "restricted_satellite_ok");

  private FcmContract() {}

  /// The message breaks a rule.
  static final class Broken extends Exception {

    private static final long serialVersionUID = 1L;

    Broken(String rule) {
      super(rule);
    }
  }

  static Received check(JsonNode request, String name, Instant at) throws Broken {
    onlyKnown(request, Set.of("message", "validate_only", "validateOnly"), "request");
    var message = request.path("message");
    if (!message.isObject()) {
      throw new Broken("message is required");
    }
    onlyKnown(message, MESSAGE, "message");
    var target = target(message);
    var data = data(message.path("data"), "message.data");
    var size = size(data) + message.path("notification").toString().length();
    if (size > LARGEST) {
      throw new Broken("the payload has " + size + " bytes, at most 4096 are allowed");
    }
    var android = message.path("android");
    checkAndroid(android);
    checkApns(message, data);
    return new Received(
        name,
        at,
        target,
        message.path(target).asString(),
        data,
        text(android, "priority") == null
            ? null
            : android.path("priority").asString().toUpperCase(Locale.ROOT),
        text(android, "ttl"),
        text(android, "collapse_key"));
  }

  private static String target(JsonNode message) throws Broken {
    List<String> targets = new ArrayList<>();
    for (var kind : TARGETS) {
      if (!message.path(kind).isMissingNode()) {
        targets.add(kind);
      }
    }
    if (targets.size() != 1) {
      throw new Broken("exactly one of fid, token, topic, condition is required, not " + targets);
    }
    var kind = targets.getFirst();
    if (kind.equals("topic") || kind.equals("condition")) {
      throw new Broken("alerts never go to topics: everybody could listen");
    }
    if (!message.path(kind).isString() || message.path(kind).asString().isBlank()) {
      throw new Broken("message." + kind + " must be a text");
    }
    return kind;
  }

  private static Map<String, String> data(JsonNode data, String where) throws Broken {
    var result = new HashMap<String, String>();
    if (data.isMissingNode()) {
      return result;
    }
    if (!data.isObject()) {
      throw new Broken(where + " must be an object");
    }
    for (var entry : data.properties()) {
      var key = entry.getKey();
      if (key.equals("from")
          || key.equals("message_type")
          || key.startsWith("google.")
          || key.startsWith("gcm.notification.")) {
        throw new Broken(where + " has the reserved key " + key);
      }
      if (!entry.getValue().isString()) {
        throw new Broken(where + "." + key + " must be a text");
      }
      result.put(key, entry.getValue().asString());
    }
    return result;
  }

  private static void checkAndroid(JsonNode android) throws Broken {
    if (android.isMissingNode()) {
      return;
    }
    onlyKnown(android, ANDROID, "message.android");
    var priority = text(android, "priority");
    if (priority != null && !Set.of("NORMAL", "HIGH").contains(priority.toUpperCase(Locale.ROOT))) {
      throw new Broken("message.android.priority must be NORMAL or HIGH");
    }
    var ttl = text(android, "ttl");
    if (ttl != null) {
      if (!ttl.matches("\\d{1,12}(\\.\\d{1,9})?s")) {
        throw new Broken("message.android.ttl must be seconds, for example 3.5s");
      }
      if (new BigDecimal(ttl.substring(0, ttl.length() - 1)).compareTo(LONGEST_TTL) > 0) {
        throw new Broken("message.android.ttl must be at most 28 days");
      }
    }
  }

  private static void checkApns(JsonNode message, Map<String, String> data) throws Broken {
    var apns = message.path("apns");
    if (apns.isMissingNode()) {
      return;
    }
    onlyKnown(
        apns, Set.of("headers", "payload", "fcm_options", "live_activity_token"), "message.apns");
    var headers = new HashMap<String, String>();
    for (var header : apns.path("headers").properties()) {
      if (!header.getValue().isString()) {
        throw new Broken("message.apns.headers." + header.getKey() + " must be a text");
      }
      headers.put(header.getKey().toLowerCase(Locale.ROOT), header.getValue().asString());
    }
    var aps = apns.path("payload").path("aps");
    var visible =
        !message.path("notification").isMissingNode()
            || !aps.path("alert").isMissingNode()
            || !aps.path("badge").isMissingNode()
            || !aps.path("sound").isMissingNode();
    var priority = headers.get("apns-priority");
    if (priority != null && !Set.of("1", "5", "10").contains(priority)) {
      throw new Broken("apns-priority must be 1, 5 or 10");
    }
    if (!visible && "10".equals(priority)) {
      throw new Broken("apns-priority must be 5 for a message without a visible part");
    }
    if ("background".equals(headers.get("apns-push-type"))
        && (visible || aps.path("content-available").asInt(0) != 1)) {
      throw new Broken("a background push has content-available and nothing visible");
    }
    var collapse = headers.get("apns-collapse-id");
    if (collapse != null && collapse.getBytes(UTF_8).length > 64) {
      throw new Broken("apns-collapse-id has at most 64 bytes");
    }
    if (apns.path("payload").toString().getBytes(UTF_8).length + size(data) > LARGEST) {
      throw new Broken("the APNs payload has at most 4096 bytes");
    }
  }

  private static int size(Map<String, String> data) {
    return data.entrySet().stream()
        .mapToInt(entry ->
            entry.getKey().getBytes(UTF_8).length + entry.getValue().getBytes(UTF_8).length)
        .sum();
  }

  private static void onlyKnown(JsonNode object, Set<String> known, String where) throws Broken {
    for (var name : object.propertyNames()) {
      if (!known.contains(name)) {
        throw new Broken("Unknown name \"" + name + "\" at '" + where + "'");
      }
    }
  }

  private static @Nullable String text(JsonNode object, String name) throws Broken {
    var value = object.path(name);
    if (value.isMissingNode() || value.isNull()) {
      return null;
    }
    if (!value.isString()) {
      throw new Broken(name + " must be a text");
    }
    return value.asString();
  }
}
