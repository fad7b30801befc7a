package org.porchlight.feeds.pull.push;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.porchlight.registry.PublishKey;

/// What a connection is asked for name and password, and what it answers (RFC 7616, RFC 7617). A
/// nonce is good for one connection, one try and a minute: an answer that somebody overheard is
/// worth nothing anywhere else.
final class Question {

  private static final Pattern PARAMETER =
      Pattern.compile("([A-Za-z0-9_-]{1,20})\\s*=\\s*(?:\"([^\"]*)\"|([^\\s,\"]*))");
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final long FRESH = TimeUnit.MINUTES.toNanos(1);

  private final boolean secure;
  private String nonce = newNonce();
  private long askedAt = System.nanoTime();

  /// @param secure whether nobody can overhear; only then a password may come as it is
  Question(boolean secure) {
    this.secure = secure;
  }

  /// An answer that can be checked.
  sealed interface Answer {

    boolean isRight(PublishKey key);

    /// By Digest.
    ///
    /// @param uri as in the answer
    record Digest(
        boolean sha256,
        String user,
        String nonce,
        String uri,
        String method,
        String tail,
        String response)
        implements Answer {

      @Override
      public boolean isRight(PublishKey key) {
        return key.answers(sha256, user, nonce, method, uri, tail, response);
      }
    }

    record Plain(String user, String password) implements Answer {

      @Override
      public boolean isRight(PublishKey key) {
        return key.opensWith(user, password);
      }

      @Override
      public String toString() {
        return "Plain[redacted]";
      }
    }
  }

  /// Values of `WWW-Authenticate`, with a new nonce. The way that every program knows is last: many
  /// take the last one.
  ///
  /// @param stale whether the answer came with another nonce than the newest
  List<String> ask(boolean stale) {
    nonce = newNonce();
    askedAt = System.nanoTime();
    var rest =
        "nonce=\"" + nonce + "\", qop=\"auth\"" + (stale ? ", stale=true" : "") + ", algorithm=";
    var realm = "Digest realm=\"" + PublishKey.REALM + "\", ";
    var basic = "Basic realm=\"" + PublishKey.REALM + "\"";
    var sha256 = realm + rest + "SHA-256";
    var md5 = realm + rest + "MD5";
    return secure ? List.of(basic, sha256, md5) : List.of(sha256, md5);
  }

  /// What somebody answers, if it is an answer to the last question.
  ///
  /// @param header of `Authorization`
  /// @param method of the request that carries it
  /// @param uri of that request
  Optional<Answer> answer(String header, String method, String uri) {
    var scheme = header.split(" ", 2)[0].toLowerCase(Locale.ROOT);
    return switch (scheme) {
      case "digest" -> digest(parameters(header.substring(6)), method, uri);
      case "basic" -> secure ? basic(header.substring(5).strip()) : Optional.empty();
      case "" -> Optional.empty();
      case String _ -> Optional.empty();
    };
  }

  private Optional<Answer> digest(Map<String, String> said, String method, String uri) {
    var algorithm = said.getOrDefault("algorithm", "MD5").toUpperCase(Locale.ROOT);
    var known = algorithm.equals("MD5") || algorithm.equals("SHA-256");
    var about = said.getOrDefault("uri", "");
    var fresh =
        nonce.equals(said.get("nonce"))
            && System.nanoTime() - askedAt < FRESH
            && sameUri(about, uri);
    var tail = tail(said);
    if (!known || !fresh || tail == null) {
      return Optional.empty();
    }
    return Optional.of(
        new Answer.Digest(
            algorithm.equals("SHA-256"),
            said.getOrDefault("username", ""),
            nonce,
            about,
            method,
            tail,
            said.getOrDefault("response", "").toLowerCase(Locale.ROOT)));
  }

  /// Some programs leave the host out, or the slash at the end.
  private static boolean sameUri(String one, String other) {
    return PublishUri.pathOf(one).equals(PublishUri.pathOf(other));
  }

  /// What stands between nonce and request in the hash; null if that cannot be.
  private static @Nullable String tail(Map<String, String> said) {
    var qop = said.get("qop");
    if (qop == null) {
      return "";
    }
    return qop.equals("auth")
        ? ":" + said.getOrDefault("nc", "") + ":" + said.getOrDefault("cnonce", "") + ":auth"
        : null;
  }

  private static Optional<Answer> basic(String encoded) {
    try {
      var pair = new String(Base64.getDecoder().decode(encoded), UTF_8);
      var colon = pair.indexOf(':');
      return colon < 0
          ? Optional.empty()
          : Optional.of(new Answer.Plain(pair.substring(0, colon), pair.substring(colon + 1)));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private static Map<String, String> parameters(String text) {
    var found = PARAMETER.matcher(text);
    var parameters = new TreeMap<String, String>();
    while (found.find()) {
      var value = found.group(2) != null ? found.group(2) : found.group(3);
      parameters.putIfAbsent(found.group(1).toLowerCase(Locale.ROOT), value);
    }
    return parameters;
  }

  private static String newNonce() {
    var bytes = new byte[16];
    RANDOM.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
