package org.porchlight.registry;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;

/// Which certificate a camera must show: the SHA-256 fingerprint of the whole certificate, as
/// browsers and cameras show it. See docs/decisions/0033-certificates-of-cameras.md.
///
/// @param sha256 64 hexadecimal digits in lower case
public record CertificatePin(String sha256) {

  private static final Pattern DIGITS = Pattern.compile("[0-9a-f]{64}");

  public CertificatePin {
    if (!DIGITS.matcher(sha256).matches()) {
      throw new IllegalArgumentException("no SHA-256 fingerprint");
    }
  }

  public static CertificatePin of(X509Certificate certificate) throws CertificateEncodingException {
    try {
      var digest = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
      return new CertificatePin(HexFormat.of().formatHex(digest));
    } catch (NoSuchAlgorithmException impossible) {
      throw new AssertionError("Every Java runtime has SHA-256", impossible);
    }
  }

  /// For people to compare: pairs in upper case with colons between them.
  public String readable() {
    return HexFormat.ofDelimiter(":")
        .formatHex(HexFormat.of().parseHex(sha256))
        .toUpperCase(Locale.ROOT);
  }
}
