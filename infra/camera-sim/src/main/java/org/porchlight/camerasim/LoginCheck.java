package org.porchlight.camerasim;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import org.porchlight.camerasim.CameraOptions.Login;

/// Asks one connection for user name and password: Basic (RFC 7617), Digest the way most cameras
/// speak it (RFC 2069: MD5 without qop), or Digest with SHA-256 and qop (RFC 7616).
///
/// For one thread at a time.
public final class LoginCheck {

  private static final String REALM = "Porchlight simulated camera";
  private static final Pattern PARAMETER = Pattern.compile("(\\w+)=(?:\"([^\"]*)\"|([^,\\s]*))");

  private final Login login;
  private final Random random;
  private String nonce;
  private int uses;
  private boolean stale;

  LoginCheck(Login login, Random random) {
    this.login = login;
    this.random = random;
    this.nonce = newNonce();
  }

  /// Whether the request may pass.
  ///
  /// @param given the value of its `Authorization` header, or nothing
  public boolean fits(String method, String uri, String given) {
    return switch (login.way()) {
      case BASIC -> fitsBasic(given);
      case DIGEST, DIGEST_SHA256 -> fitsDigest(method, uri, given);
    };
  }

  /// The value of the `WWW-Authenticate` header of a 401.
  public String challenge() {
    var value = "Digest realm=\"" + REALM + "\", nonce=\"" + nonce + "\"";
    switch (login.way()) {
      case BASIC -> {
        return "Basic realm=\"" + REALM + "\"";
      }
      case DIGEST -> {}
      case DIGEST_SHA256 -> value += ", qop=\"auth\", algorithm=SHA-256";
    }
    return stale ? value + ", stale=\"true\"" : value;
  }

  private boolean fitsBasic(String given) {
    var expected = (login.user() + ":" + login.password()).getBytes(StandardCharsets.UTF_8);
    return given.equals("Basic " + Base64.getEncoder().encodeToString(expected));
  }

  private boolean fitsDigest(String method, String uri, String given) {
    stale = false;
    if (!given.toLowerCase(Locale.ROOT).startsWith("digest ")) {
      return false;
    }
    var said = parameters(given);
    var saidNonce = said.getOrDefault("nonce", "");
    var a1 = hash(login.user() + ":" + REALM + ":" + login.password());
    var a2 = hash(method + ":" + uri);
    var between =
        login.way() == CameraOptions.Way.DIGEST
            ? saidNonce
            : String.join(
                ":",
                saidNonce,
                said.getOrDefault("nc", ""),
                said.getOrDefault("cnonce", ""),
                "auth");
    if (!login.user().equals(said.get("username"))
        || !uri.equals(said.get("uri"))
        || !hash(a1 + ":" + between + ":" + a2).equals(said.get("response"))) {
      return false;
    }
    // From here on the client knows the password, so a wrong nonce is only an old one.
    if (!saidNonce.equals(nonce)) {
      stale = true;
      return false;
    }
    if (login.requestsPerNonce() > 0 && uses == login.requestsPerNonce()) {
      stale = true;
      uses = 0;
      nonce = newNonce();
      return false;
    }
    uses++;
    return true;
  }

  private String newNonce() {
    var bytes = new byte[16];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  private static Map<String, String> parameters(String header) {
    var found = new HashMap<String, String>();
    var matcher = PARAMETER.matcher(header);
    while (matcher.find()) {
      var name = matcher.group(1);
      var value = matcher.group(2) == null ? matcher.group(3) : matcher.group(2);
      if (name != null && value != null) {
        found.put(name, value);
      }
    }
    return found;
  }

  private String hash(String text) {
    try {
      var name = login.way() == CameraOptions.Way.DIGEST_SHA256 ? "SHA-256" : "MD5";
      var digest = MessageDigest.getInstance(name);
      return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has MD5 and SHA-256", e);
    }
  }
}
