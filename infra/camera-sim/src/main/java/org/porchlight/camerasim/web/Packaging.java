package org.porchlight.camerasim.web;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.concurrent.atomic.AtomicLong;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.porchlight.camerasim.Sound;

/// How a [WebCamera] packs its film in pieces (HLS). May be changed before anybody looks.
public final class Packaging {

  /// What it encrypts with.
  private static final byte[] KEY = "sixteen byte key".getBytes(US_ASCII);

  volatile boolean soundApart;
  volatile @Nullable Tags packed;
  volatile boolean encrypted;
  volatile boolean inOneFile;
  volatile int groups = 1;
  private final AtomicLong keyRequests = new AtomicLong();

  /// What is before sound without a container.
  public enum Tags {
    /// A tag (ID3v2) that says when it is heard.
    PROPER,
    /// Nothing.
    NONE,
    /// A tag of something else.
    OTHERS,
    /// A tag that says that it is larger than any segment.
    ENDLESS,
    /// One tag after the other, and no sound.
    MANY
  }

  Packaging() {}

  /// Encrypts whole segments with AES-128, and headers of fragments too.
  public Packaging encrypted(boolean on) {
    encrypted = on;
    return this;
  }

  /// Puts two segments into each file, and headers behind something else, so that only parts of
  /// files can be asked for.
  public Packaging inOneFile(boolean on) {
    inOneFile = on;
    return this;
  }

  /// Lets a segment hold so many groups of pictures, of 2 s each.
  public Packaging groups(int count) {
    groups = count;
    return this;
  }

  /// How often the key was asked for.
  public long keyRequests() {
    return keyRequests.get();
  }

  byte[] key() {
    keyRequests.incrementAndGet();
    return KEY.clone();
  }

  /// @param vector to begin with
  static byte[] encrypt(byte[] content, byte[] vector) {
    try {
      var cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
      cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(KEY, "AES"), new IvParameterSpec(vector));
      return cipher.doFinal(content);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /// Puts the sound into segments of its own, with a playlist of its own.
  public Packaging soundApart(boolean on) {
    soundApart = on;
    return this;
  }

  /// Sends sound that lies apart without a container (RFC 8216 3.4): AAC behind tags. Null for the
  /// same container as the pictures.
  public Packaging soundPacked(@Nullable Tags how) {
    packed = how;
    return this;
  }

  /// Tags before a segment of sound that is heard then.
  ///
  /// @param ticks 90,000 a second
  static byte[] tags(Tags how, long ticks) {
    var owner = "com.apple.streaming.transportStreamTimestamp\0".getBytes(US_ASCII);
    var clock = ByteBuffer.allocate(owner.length + 8).put(owner).putLong(ticks & 0x1_FFFF_FFFFL);
    return switch (how) {
      case PROPER -> tag("PRIV", clock.array(), 0);
      case NONE -> new byte[0];
      case OTHERS -> tag("TIT2", "\0front door".getBytes(US_ASCII), 0);
      case ENDLESS -> tag("PRIV", clock.array(), 200 << 20);
      case MANY -> {
        var one = tag("TXXX", new byte[100], 0);
        var all = ByteBuffer.allocate(one.length * 2000);
        while (all.hasRemaining()) {
          all.put(one);
        }
        yield all.array();
      }
    };
  }

  /// A tag of one frame in version 4.
  ///
  /// @param more bytes than there are that it says it has
  private static byte[] tag(String frame, byte[] content, int more) {
    var out = ByteBuffer.allocate(20 + content.length);
    out.put("ID3".getBytes(US_ASCII)).put((byte) 4).putShort((short) 0);
    sevenBits(out, 10 + content.length + more);
    out.put(frame.getBytes(US_ASCII));
    sevenBits(out, content.length);
    return out.putShort((short) 0).put(content).array();
  }

  private static void sevenBits(ByteBuffer out, int value) {
    for (var shift = 21; shift >= 0; shift -= 7) {
      out.put((byte) (value >> shift & 0x7F));
    }
  }

  /// Number of the first piece of sound that begins at this moment or after it.
  ///
  /// @param ticks 90,000 a second
  static long piece(Sound sound, long ticks) {
    return Math.ceilDiv(ticks * sound.rate(), 90_000L * sound.samplesOfPiece());
  }
}
