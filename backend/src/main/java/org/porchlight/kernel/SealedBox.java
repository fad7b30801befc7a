package org.porchlight.kernel;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.stereotype.Component;

/// Seals small secrets for the database: a fresh AES-256-GCM data key per record, wrapped by the
/// [MasterKey].
///
/// The context (for example table, id, owner, version) is bound to the ciphertext but not kept in
/// it: a sealed value that is moved to another row does not open. Safe for use by many threads.
///
/// Layout: version 1 (1 byte), id of the master key (4), nonce (12), wrapped data key (48), nonce
/// (12), ciphertext with tag.
@Component
public final class SealedBox {

  private static final byte VERSION = 1;
  private static final int NONCE = 12;
  private static final int TAG_BITS = 128;
  private static final int WRAPPED = 32 + TAG_BITS / 8;
  private static final int HEAD = 1 + 4 + NONCE + WRAPPED + NONCE;

  private final MasterKey master;
  private final SecureRandom random = new SecureRandom();

  public SealedBox(MasterKey master) {
    this.master = master;
  }

  /// Seals a secret for one place.
  ///
  /// @param context where the sealed value will lie; the same words in the same order open it
  public byte[] seal(byte[] secret, String... context) {
    var dataKey = random(32);
    try {
      var bound = bound(context);
      var wrapNonce = random(NONCE);
      var nonce = random(NONCE);
      var wrapped = cipher(Cipher.ENCRYPT_MODE, master.key(), wrapNonce, bound).doFinal(dataKey);
      var ciphertext =
          cipher(Cipher.ENCRYPT_MODE, new SecretKeySpec(dataKey, "AES"), nonce, bound)
              .doFinal(secret);
      return ByteBuffer.allocate(HEAD + ciphertext.length)
          .put(VERSION)
          .put(master.id())
          .put(wrapNonce)
          .put(wrapped)
          .put(nonce)
          .put(ciphertext)
          .array();
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("AES-256-GCM is part of every JDK", impossible);
    } finally {
      Arrays.fill(dataKey, (byte) 0);
    }
  }

  /// Opens what was sealed with the same context.
  ///
  /// @throws CannotOpen if the value was sealed with another key or context, or was altered
  public byte[] open(byte[] sealed, String... context) {
    if (sealed.length < HEAD + TAG_BITS / 8 || sealed[0] != VERSION) {
      throw new CannotOpen("not a sealed value");
    }
    var from = ByteBuffer.wrap(sealed, 1, sealed.length - 1);
    if (!Arrays.equals(take(from, 4), master.id())) {
      throw new CannotOpen("sealed with another master key");
    }
    var wrapNonce = take(from, NONCE);
    var wrapped = take(from, WRAPPED);
    var nonce = take(from, NONCE);
    var ciphertext = take(from, from.remaining());
    try {
      var bound = bound(context);
      var dataKey = cipher(Cipher.DECRYPT_MODE, master.key(), wrapNonce, bound).doFinal(wrapped);
      try {
        return cipher(Cipher.DECRYPT_MODE, new SecretKeySpec(dataKey, "AES"), nonce, bound)
            .doFinal(ciphertext);
      } finally {
        Arrays.fill(dataKey, (byte) 0);
      }
    } catch (GeneralSecurityException wrong) {
      throw new CannotOpen("altered, or sealed for another place");
    }
  }

  private static Cipher cipher(int mode, java.security.Key key, byte[] nonce, byte[] bound)
      throws GeneralSecurityException {
    var cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(bound);
    return cipher;
  }

  /// Each word with its length before it, so that ("ab", "c") differs from ("a", "bc").
  private static byte[] bound(String... context) {
    var words = Arrays.stream(context).map(word -> word.getBytes(StandardCharsets.UTF_8)).toList();
    var buffer = ByteBuffer.allocate(words.stream().mapToInt(word -> 4 + word.length).sum());
    words.forEach(word -> buffer.putInt(word.length).put(word));
    return buffer.array();
  }

  private byte[] random(int length) {
    var bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  private static byte[] take(ByteBuffer from, int length) {
    var bytes = new byte[length];
    from.get(bytes);
    return bytes;
  }

  /// A sealed value that this installation cannot open. Says why, never what.
  public static final class CannotOpen extends RuntimeException {

    private static final long serialVersionUID = 1L;

    CannotOpen(String why) {
      super(why);
    }
  }
}
