package org.porchlight.audit.tlog;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/// A SHA-256 hash of a Merkle tree as in RFC 6962, 2.1.
public final class Hash {

  public static final int BYTES = 32;

  /// Root of the tree without leaves.
  public static final Hash EMPTY = new Hash(sha256().digest());

  private final byte[] value;

  private Hash(byte[] value) {
    this.value = value;
  }

  /// Wraps a copy of these bytes.
  ///
  /// @throws IllegalArgumentException unless there are 32 bytes
  public static Hash of(byte[] bytes) {
    return of(bytes, 0, bytes.length);
  }

  public static Hash of(byte[] bytes, int from, int length) {
    if (length != BYTES) {
      throw new IllegalArgumentException("a hash has 32 bytes, not " + length);
    }
    return new Hash(Arrays.copyOfRange(bytes, from, from + BYTES));
  }

  /// Reads what [#base64] writes.
  ///
  /// @throws IllegalArgumentException if this is not base64 of 32 bytes
  public static Hash ofBase64(String text) {
    return of(Base64.getDecoder().decode(text));
  }

  public static Hash ofHex(String text) {
    return of(HexFormat.of().parseHex(text));
  }

  public static Hash leaf(byte[] entry) {
    var sha256 = sha256();
    sha256.update((byte) 0);
    return new Hash(sha256.digest(entry));
  }

  public static Hash node(Hash left, Hash right) {
    var sha256 = sha256();
    sha256.update((byte) 1);
    sha256.update(left.value);
    return new Hash(sha256.digest(right.value));
  }

  /// The hashes one after the other.
  public static byte[] join(List<Hash> hashes) {
    var joined = new byte[hashes.size() * BYTES];
    for (int i = 0; i < hashes.size(); i++) {
      System.arraycopy(hashes.get(i).value, 0, joined, i * BYTES, BYTES);
    }
    return joined;
  }

  public byte[] bytes() {
    return value.clone();
  }

  public String base64() {
    return Base64.getEncoder().encodeToString(value);
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new AssertionError(impossible);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Hash that && Arrays.equals(value, that.value);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(value);
  }

  /// In hex.
  @Override
  public String toString() {
    return HexFormat.of().formatHex(value);
  }
}
