package org.porchlight.feeds.pull.http;

import java.io.IOException;
import java.io.InputStream;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.porchlight.feeds.StreamProblem;
import org.porchlight.feeds.pull.StreamLost;

/// A segment of HLS that is encrypted as a whole (RFC 8216 4.3.2.4, AES-128), decrypted as it is
/// read. That it was encrypted says nothing about who made it: what comes out is not trusted any
/// more than what comes from anybody.
final class Unlocked extends InputStream {

  /// Bytes of a key.
  static final int KEY = 16;

  private static final int BLOCK = 16 * 1024;

  private final InputStream in;
  private final Cipher cipher;
  private final byte[] read = new byte[BLOCK];
  private byte[] open = new byte[0];
  private int at;
  private boolean ended;

  private Unlocked(InputStream in, Cipher cipher) {
    this.in = in;
    this.cipher = cipher;
  }

  /// @param vector 32 hexadecimal digits
  static Unlocked of(InputStream in, byte[] key, String vector) {
    try {
      var cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
      cipher.init(
          Cipher.DECRYPT_MODE,
          new SecretKeySpec(key, "AES"),
          new IvParameterSpec(HexFormat.of().parseHex(vector)));
      return new Unlocked(in, cipher);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("no AES", impossible);
    }
  }

  @Override
  public int read() throws IOException {
    var one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] to, int from, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    while (at == open.length) {
      if (ended) {
        return -1;
      }
      more();
    }
    var count = Math.min(length, open.length - at);
    System.arraycopy(open, at, to, from, count);
    at += count;
    return count;
  }

  private void more() throws IOException {
    var count = in.read(read, 0, read.length);
    ended = count < 0;
    at = 0;
    try {
      var next = ended ? cipher.doFinal() : cipher.update(read, 0, count);
      open = next == null ? new byte[0] : next;
    } catch (GeneralSecurityException another) {
      throw new StreamLost(StreamProblem.NOT_VIDEO, "encrypted with another key", another);
    }
  }
}
