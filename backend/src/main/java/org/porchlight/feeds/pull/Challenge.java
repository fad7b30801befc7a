package org.porchlight.feeds.pull;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.porchlight.registry.Login;

/// A camera's question for name and password, and our answer (RFC 7616, RFC 7617, and RFC 2069 for
/// old cameras).
final class Challenge {

  private static final Pattern PARAMETER =
      Pattern.compile("([A-Za-z0-9_-]+)\\s*=\\s*(?:\"([^\"]*)\"|([^\\s,]*))");
  private static final SecureRandom RANDOM = new SecureRandom();

  private final boolean digest;
  private final Map<String, String> parameters;
  private int used;

  private Challenge(boolean digest, Map<String, String> parameters) {
    this.digest = digest;
    this.parameters = parameters;
  }

  /// Takes the strongest one that we know.
  ///
  /// @param offers values of `WWW-Authenticate`
  static Optional<Challenge> of(List<String> offers) {
    return offers.stream()
        .filter(offer -> offer.toLowerCase(Locale.ROOT).startsWith("digest"))
        .map(offer -> new Challenge(true, parametersOf(offer.substring(6))))
        .filter(challenge -> challenge.algorithm().isPresent())
        .max((one, other) -> one.strength() - other.strength())
        .or(() ->
            offers.stream()
                .filter(offer -> offer.toLowerCase(Locale.ROOT).startsWith("basic"))
                .map(_ -> new Challenge(false, Map.of()))
                .findFirst());
  }

  /// Whether the password was right and only the nonce too old.
  boolean isStale() {
    return "true".equalsIgnoreCase(parameters.getOrDefault("stale", ""));
  }

  /// Value of `Authorization` for one request.
  String answer(Login login, String method, String uri) {
    if (!digest) {
      var pair = login.user() + ":" + login.password();
      return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(UTF_8));
    }
    var realm = parameters.getOrDefault("realm", "");
    var nonce = parameters.getOrDefault("nonce", "");
    var secret = hash(login.user() + ":" + realm + ":" + login.password());
    var request = hash(method + ":" + uri);
    var text = new StringBuilder("Digest username=\"").append(login.user());
    text.append("\", realm=\"").append(realm).append("\", nonce=\"").append(nonce);
    text.append("\", uri=\"").append(uri).append('"');
    if (offersAuth()) {
      var count = "%08x".formatted(++used);
      var own = HexFormat.of().toHexDigits(RANDOM.nextLong());
      var response = hash(String.join(":", secret, nonce, count, own, "auth", request));
      text.append(", response=\"").append(response).append("\", qop=auth, nc=").append(count);
      text.append(", cnonce=\"").append(own).append('"');
    } else {
      var response = hash(String.join(":", secret, nonce, request));
      text.append(", response=\"").append(response).append('"');
    }
    var opaque = parameters.get("opaque");
    if (opaque != null) {
      text.append(", opaque=\"").append(opaque).append('"');
    }
    var algorithm = parameters.get("algorithm");
    if (algorithm != null) {
      text.append(", algorithm=").append(algorithm);
    }
    return text.toString();
  }

  private boolean offersAuth() {
    for (var offer : parameters.getOrDefault("qop", "").split(",", -1)) {
      if (offer.strip().equals("auth")) {
        return true;
      }
    }
    return false;
  }

  private Optional<String> algorithm() {
    return switch (parameters.getOrDefault("algorithm", "MD5").toUpperCase(Locale.ROOT)) {
      case "MD5" -> Optional.of("MD5");
      case "SHA-256" -> Optional.of("SHA-256");
      default -> Optional.empty();
    };
  }

  /// Whether the password would be sent as it is.
  boolean isPlain() {
    return !digest;
  }

  /// Grows with what an eavesdropper has to do: 0 for a password that is sent as it is.
  int strength() {
    if (!digest) {
      return 0;
    }
    return algorithm().filter("SHA-256"::equals).isPresent() ? 2 : 1;
  }

  private String hash(String text) {
    try {
      var digester = MessageDigest.getInstance(algorithm().orElseThrow());
      return HexFormat.of().formatHex(digester.digest(text.getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException impossible) {
      throw new AssertionError("Every Java runtime has MD5 and SHA-256", impossible);
    }
  }

  private static Map<String, String> parametersOf(String text) {
    var found = PARAMETER.matcher(text);
    var parameters = new TreeMap<String, String>();
    while (found.find()) {
      var value = found.group(2) != null ? found.group(2) : found.group(3);
      parameters.putIfAbsent(found.group(1).toLowerCase(Locale.ROOT), value);
    }
    return parameters;
  }
}
