package org.porchlight.registry;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;

/// What the password of a camera that dials in has to answer to: not the password, but what Digest
/// (RFC 7616) makes of it. Whoever had it could answer for the camera, so it is stored sealed.
public final class PublishKey {

  /// What a password is for, as Digest calls it.
  public static final String REALM = "Porchlight";

  /// The name that all cameras dial in with. Which one it is, its path says; what it is, its
  /// password.
  public static final String USER = "camera";

  private static final int SHA256_BYTES = 32;
  private static final int MD5_BYTES = 16;

  private final long version;
  private final byte[] sha256;
  private final byte[] md5;

  private PublishKey(long version, byte[] sha256, byte[] md5) {
    this.version = version;
    this.sha256 = sha256;
    this.md5 = md5;
  }

  /// Makes it of a password.
  ///
  /// @param version of the connection's row; a renewed key has another one
  public static PublishKey of(long version, String password) {
    var secret = USER + ":" + REALM + ":" + password;
    return new PublishKey(version, hash("SHA-256", secret), hash("MD5", secret));
  }

  /// One that nothing answers to, for paths that do not exist.
  public static PublishKey ofNobody() {
    var random = new byte[SHA256_BYTES + MD5_BYTES];
    new SecureRandom().nextBytes(random);
    return ofBytes(0, random);
  }

  static PublishKey ofBytes(long version, byte[] bytes) {
    if (bytes.length != SHA256_BYTES + MD5_BYTES) {
      throw new IllegalArgumentException("not a publish key");
    }
    var sha256 = new byte[SHA256_BYTES];
    var md5 = new byte[MD5_BYTES];
    System.arraycopy(bytes, 0, sha256, 0, SHA256_BYTES);
    System.arraycopy(bytes, SHA256_BYTES, md5, 0, MD5_BYTES);
    return new PublishKey(version, sha256, md5);
  }

  byte[] toBytes() {
    var bytes = new byte[SHA256_BYTES + MD5_BYTES];
    System.arraycopy(sha256, 0, bytes, 0, SHA256_BYTES);
    System.arraycopy(md5, 0, bytes, SHA256_BYTES, MD5_BYTES);
    return bytes;
  }

  /// Whether an answer by Digest is right. Takes as long for a wrong one.
  ///
  /// @param bySha256 else by MD5
  /// @param uri as the answer names it
  /// @param tail what the hash has between nonce and request: empty by RFC 2069, else
  ///   `:nc:cnonce:qop`
  /// @param response in hexadecimal
  public boolean answers(
      boolean bySha256,
      String user,
      String nonce,
      String method,
      String uri,
      String tail,
      String response) {
    var algorithm = bySha256 ? "SHA-256" : "MD5";
    var hex = HexFormat.of();
    var request = hex.formatHex(hash(algorithm, method + ":" + uri));
    var secret = hex.formatHex(bySha256 ? sha256 : md5);
    var right = hex.formatHex(hash(algorithm, secret + ":" + nonce + tail + ":" + request));
    var answers = MessageDigest.isEqual(right.getBytes(ISO_8859_1), response.getBytes(UTF_8));
    return user.equals(USER) && answers;
  }

  /// Whether it is this password.
  public boolean opensWith(String user, String password) {
    var said = hash("SHA-256", user + ":" + REALM + ":" + password);
    var opens = MessageDigest.isEqual(said, sha256);
    return user.equals(USER) && opens;
  }

  /// Whether it was not renewed in between.
  public boolean isSameAs(PublishKey other) {
    return version == other.version && MessageDigest.isEqual(sha256, other.sha256);
  }

  private static byte[] hash(String algorithm, String text) {
    try {
      return MessageDigest.getInstance(algorithm).digest(text.getBytes(UTF_8));
    } catch (NoSuchAlgorithmException impossible) {
      throw new AssertionError("Every Java runtime has MD5 and SHA-256", impossible);
    }
  }

  @Override
  public String toString() {
    return "PublishKey[redacted]";
  }
}
