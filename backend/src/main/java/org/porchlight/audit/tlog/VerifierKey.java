package org.porchlight.audit.tlog;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/// A key that signs notes, in the one-line form `name+id+key` (vkey).
public final class VerifierKey {

  /// How a key signs.
  public enum Kind {
    /// The log: signs the note's text.
    ED25519(0x01),
    /// A witness: signs the time and the note's text.
    COSIGNATURE(0x04);

    private final byte code;

    Kind(int code) {
      this.code = (byte) code;
    }
  }

  /// What stands before the 32 bytes of an Ed25519 key in its X.509 form (RFC 8410).
  private static final byte[] X509 = HexFormat.of().parseHex("302a300506032b6570032100");

  private static final int SIGNATURE_BYTES = 64;

  private final String name;
  private final Kind kind;
  private final byte[] key;
  private final int id;
  private final PublicKey ed25519;

  private VerifierKey(String name, Kind kind, byte[] key) {
    this.name = checkName(name);
    this.kind = kind;
    this.key = key;
    this.id = id(name, kind, key);
    this.ed25519 = ed25519(key);
  }

  public static VerifierKey of(String name, Kind kind, byte[] publicKey) {
    return new VerifierKey(name, kind, publicKey.clone());
  }

  /// Reads what [#toString] writes.
  ///
  /// @throws IllegalArgumentException if this is not a vkey of a kind that we know
  public static VerifierKey parse(String vkey) {
    var parts = vkey.strip().split("\\+", 3);
    if (parts.length != 3 || parts[1].length() != 8) {
      throw new IllegalArgumentException("not a verifier key");
    }
    var typed = Base64.getDecoder().decode(parts[2]);
    for (var kind : Kind.values()) {
      if (typed.length == 33 && typed[0] == kind.code) {
        var key = new VerifierKey(parts[0], kind, Arrays.copyOfRange(typed, 1, typed.length));
        if (key.id != HexFormat.fromHexDigits(parts[1])) {
          throw new IllegalArgumentException("the id of the verifier key does not fit the key");
        }
        return key;
      }
    }
    throw new IllegalArgumentException("a verifier key of a kind that is not known here");
  }

  public String name() {
    return name;
  }

  public int id() {
    return id;
  }

  /// Whether this is the signature of such a note by this key.
  ///
  /// @param signature what follows the key's id on the signature line
  public boolean signed(String text, byte[] signature) {
    return switch (kind) {
      case ED25519 -> verify(text.getBytes(UTF_8), signature);
      case COSIGNATURE -> {
        if (signature.length != Long.BYTES + SIGNATURE_BYTES) {
          yield false;
        }
        var seconds = ByteBuffer.wrap(signature).getLong();
        yield seconds > 0
            && verify(
                cosigned(text, seconds),
                Arrays.copyOfRange(signature, Long.BYTES, signature.length));
      }
    };
  }

  /// What a witness signs: that it saw this checkpoint at this time.
  ///
  /// @param seconds since 1970
  static byte[] cosigned(String text, long seconds) {
    return ("cosignature/v1\ntime " + seconds + "\n" + text).getBytes(UTF_8);
  }

  private boolean verify(byte[] message, byte[] signature) {
    if (signature.length != SIGNATURE_BYTES) {
      return false;
    }
    try {
      var verifier = Signature.getInstance("Ed25519");
      verifier.initVerify(ed25519);
      verifier.update(message);
      return verifier.verify(signature);
    } catch (SignatureException malformed) {
      return false;
    } catch (GeneralSecurityException impossible) {
      throw new AssertionError(impossible);
    }
  }

  static String checkName(String name) {
    if (name.isEmpty()
        || name.contains("+")
        || name.codePoints().anyMatch(c -> Character.isWhitespace(c) || Character.isISOControl(c))
        || name.codePoints().anyMatch(Character::isSpaceChar)) {
      throw new IllegalArgumentException("a key's name has no spaces and no +: " + name);
    }
    return name;
  }

  private static int id(String name, Kind kind, byte[] key) {
    var sha256 = Hash.sha256();
    sha256.update(name.getBytes(UTF_8));
    sha256.update((byte) '\n');
    sha256.update(kind.code);
    return ByteBuffer.wrap(sha256.digest(key)).getInt();
  }

  private static PublicKey ed25519(byte[] key) {
    if (key.length != 32) {
      throw new IllegalArgumentException("an Ed25519 key has 32 bytes");
    }
    try {
      var encoded = ByteBuffer.allocate(X509.length + key.length).put(X509).put(key).array();
      return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
    } catch (GeneralSecurityException broken) {
      throw new IllegalArgumentException("not an Ed25519 key", broken);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof VerifierKey that && toString().equals(that.toString());
  }

  @Override
  public int hashCode() {
    return id;
  }

  /// The vkey.
  @Override
  public String toString() {
    var typed = ByteBuffer.allocate(1 + key.length).put(kind.code).put(key).array();
    return name
        + "+"
        + HexFormat.of().toHexDigits(id)
        + "+"
        + Base64.getEncoder().encodeToString(typed);
  }
}
