package org.porchlight.identity;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Locale;
import java.util.OptionalLong;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Time-based one-time passwords as authenticator applications make them: RFC 6238 with HMAC-SHA-1,
/// 30 seconds, six digits.
public final class Totp {

  /// Length of a new secret in bytes: RFC 4226 section 4 R6 recommends 160 bits.
  public static final int SECRET_BYTES = 20;

  private static final long STEP_SECONDS = 30;
  private static final int DIGITS = 6;
  private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

  private Totp() {}

  /// The code that an authenticator shows at this moment.
  public static String codeAt(byte[] secret, Instant at) {
    return code(secret, step(at), DIGITS, "HmacSHA1");
  }

  /// The step that the code belongs to, if it is the present one, the one before or the one after.
  /// Steps up to `lastUsed` do not count any more: a code is accepted once.
  static OptionalLong matchingStep(byte[] secret, String typed, Instant now, long lastUsed) {
    var digits = typed.replaceAll("\\s", "");
    var found = OptionalLong.empty();
    // All three are compared, always, so that the time says nothing about which one it was.
    for (var step = step(now) - 1; step <= step(now) + 1; step++) {
      var equal =
          MessageDigest.isEqual(
              code(secret, step, DIGITS, "HmacSHA1").getBytes(StandardCharsets.US_ASCII),
              digits.getBytes(StandardCharsets.UTF_8));
      if (equal && step > lastUsed) {
        found = OptionalLong.of(step);
      }
    }
    return found;
  }

  static long step(Instant at) {
    return Math.floorDiv(at.getEpochSecond(), STEP_SECONDS);
  }

  static String code(byte[] secret, long step, int digits, String algorithm) {
    try {
      var mac = Mac.getInstance(algorithm);
      mac.init(new SecretKeySpec(secret, "RAW"));
      var hash = mac.doFinal(ByteBuffer.allocate(Long.BYTES).putLong(step).array());
      // Dynamic truncation, RFC 4226 section 5.3.
      var offset = hash[hash.length - 1] & 0xf;
      var number = ByteBuffer.wrap(hash).getInt(offset) & 0x7fff_ffff;
      var all = String.format(Locale.ROOT, "%010d", number);
      return all.substring(all.length() - digits);
    } catch (GeneralSecurityException missing) {
      throw new IllegalStateException(algorithm + " is part of every JDK", missing);
    }
  }

  /// RFC 4648 base32 without padding.
  public static String base32(byte[] bytes) {
    var text = new StringBuilder();
    var buffer = 0;
    var bits = 0;
    for (var next : bytes) {
      buffer = (buffer << 8) | (next & 0xff);
      bits += 8;
      while (bits >= 5) {
        bits -= 5;
        text.append(BASE32.charAt((buffer >> bits) & 31));
      }
    }
    if (bits > 0) {
      text.append(BASE32.charAt((buffer << (5 - bits)) & 31));
    }
    return text.toString();
  }

  /// Reads base32, with or without padding and spaces.
  ///
  /// @throws IllegalArgumentException if it is not base32
  public static byte[] fromBase32(String text) {
    var clean = text.replaceAll("[\\s=]", "").toUpperCase(Locale.ROOT);
    var bytes = ByteBuffer.allocate(clean.length() * 5 / 8);
    var buffer = 0;
    var bits = 0;
    for (var i = 0; i < clean.length(); i++) {
      var value = BASE32.indexOf(clean.charAt(i));
      if (value < 0) {
        throw new IllegalArgumentException("not base32");
      }
      buffer = (buffer << 5) | value;
      bits += 5;
      if (bits >= 8) {
        bits -= 8;
        bytes.put((byte) (buffer >> bits));
      }
    }
    return bytes.array();
  }
}
