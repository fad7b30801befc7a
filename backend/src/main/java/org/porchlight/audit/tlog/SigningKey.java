package org.porchlight.audit.tlog;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.EdECPublicKey;
import java.security.spec.NamedParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import org.porchlight.audit.tlog.VerifierKey.Kind;

/// A private Ed25519 key that signs notes under a name.
public final class SigningKey {

  private static final int SEED_BYTES = 32;
  private static final String PREFIX = "PRIVATE+KEY+";

  /// What stands before the seed in the PKCS #8 form of an Ed25519 key (RFC 8410).
  private static final byte[] PKCS8 = HexFormat.of().parseHex("302e020100300506032b657004220420");

  private final byte[] seed;
  private final PrivateKey key;
  private final Kind kind;
  private final VerifierKey verifier;

  private SigningKey(String name, Kind kind, byte[] seed) {
    this.seed = seed;
    this.kind = kind;
    try {
      var encoded = ByteBuffer.allocate(PKCS8.length + SEED_BYTES).put(PKCS8).put(seed).array();
      this.key =
          KeyFactory.getInstance("Ed25519").generatePrivate(new PKCS8EncodedKeySpec(encoded));
      this.verifier = VerifierKey.of(name, kind, publicKey(seed));
    } catch (GeneralSecurityException impossible) {
      throw new AssertionError(impossible);
    }
  }

  public static SigningKey ofSeed(String name, Kind kind, byte[] seed) {
    if (seed.length != SEED_BYTES) {
      throw new IllegalArgumentException("an Ed25519 seed has 32 bytes");
    }
    return new SigningKey(name, kind, seed.clone());
  }

  public static SigningKey generate(String name) {
    var seed = new byte[SEED_BYTES];
    new SecureRandom().nextBytes(seed);
    return new SigningKey(name, Kind.ED25519, seed);
  }

  /// Reads a log's key as the tools of C2SP write it: `PRIVATE+KEY+name+id+base64(type || seed)`.
  ///
  /// @throws IllegalArgumentException if it is not one; the message does not repeat it
  public static SigningKey parse(String text) {
    var stripped = text.strip();
    var parts =
        stripped.startsWith(PREFIX)
            ? stripped.substring(PREFIX.length()).split("\\+", 3)
            : new String[0];
    if (parts.length != 3) {
      throw new IllegalArgumentException("not a signing key");
    }
    byte[] typed;
    try {
      typed = Base64.getDecoder().decode(parts[2]);
    } catch (IllegalArgumentException secret) {
      // Without its cause, which might quote the key.
      throw new IllegalArgumentException("not a signing key");
    }
    if (typed.length != 1 + SEED_BYTES || typed[0] != 1) {
      throw new IllegalArgumentException("not an Ed25519 signing key");
    }
    var key = new SigningKey(parts[0], Kind.ED25519, Arrays.copyOfRange(typed, 1, typed.length));
    if (!HexFormat.of().toHexDigits(key.verifier.id()).equals(parts[1])) {
      throw new IllegalArgumentException("the id of the signing key does not fit the key");
    }
    return key;
  }

  /// The secret text that [#parse] reads.
  public String secret() {
    var typed = ByteBuffer.allocate(1 + SEED_BYTES).put((byte) 1).put(seed).array();
    return PREFIX
        + verifier.name()
        + "+"
        + HexFormat.of().toHexDigits(verifier.id())
        + "+"
        + Base64.getEncoder().encodeToString(typed);
  }

  public VerifierKey verifier() {
    return verifier;
  }

  /// Signs a note's text, and gives the signature line without its line end.
  ///
  /// @param seconds since 1970; only a witness states the time
  public String sign(String text, long seconds) {
    var signature =
        switch (kind) {
          case ED25519 -> sign(text.getBytes(UTF_8));
          case COSIGNATURE ->
              ByteBuffer.allocate(Long.BYTES + 64)
                  .putLong(seconds)
                  .put(sign(VerifierKey.cosigned(text, seconds)))
                  .array();
        };
    var line =
        ByteBuffer.allocate(Integer.BYTES + signature.length).putInt(verifier.id()).put(signature);
    return "\u2014 " + verifier.name() + " " + Base64.getEncoder().encodeToString(line.array());
  }

  private byte[] sign(byte[] message) {
    try {
      var signer = Signature.getInstance("Ed25519");
      signer.initSign(key);
      signer.update(message);
      return signer.sign();
    } catch (GeneralSecurityException impossible) {
      throw new AssertionError(impossible);
    }
  }

  /// The JDK derives a public key only while it makes a pair, from the random bytes it asks for.
  private static byte[] publicKey(byte[] seed) throws GeneralSecurityException {
    var generator = KeyPairGenerator.getInstance("Ed25519");
    generator.initialize(NamedParameterSpec.ED25519, new Given(seed));
    var point = ((EdECPublicKey) generator.generateKeyPair().getPublic()).getPoint();
    var bigEndian = point.getY().toByteArray();
    var key = new byte[32];
    for (int i = 0; i < Math.min(bigEndian.length, key.length); i++) {
      key[i] = bigEndian[bigEndian.length - 1 - i];
    }
    if (point.isXOdd()) {
      key[31] |= (byte) 0x80;
    }
    return key;
  }

  private static final class Given extends SecureRandom {

    private final byte[] seed;

    Given(byte[] seed) {
      this.seed = seed;
    }

    @Override
    public void nextBytes(byte[] bytes) {
      System.arraycopy(seed, 0, bytes, 0, bytes.length);
    }
  }

  @Override
  public String toString() {
    return "SigningKey[" + verifier.name() + ", [redacted]]";
  }
}
