package org.porchlight.camerasim.web;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.GeneralSecurityException;
import java.util.concurrent.atomic.AtomicLong;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.porchlight.camerasim.Sound;

/// How a [WebCamera] packs its film in pieces (HLS). May be changed before anybody looks.
public final class Packaging {

  /// What it encrypts with.
  private static final byte[] KEY = "sixteen byte key".getBytes(US_ASCII);

  volatile boolean soundApart;
  volatile boolean encrypted;
  volatile boolean inOneFile;
  volatile int groups = 1;
  private final AtomicLong keyRequests = new AtomicLong();

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

  /// Number of the first piece of sound that begins at this moment or after it.
  ///
  /// @param ticks 90,000 a second
  static long piece(Sound sound, long ticks) {
    return Math.ceilDiv(ticks * sound.rate(), 90_000L * sound.samplesOfPiece());
  }
}
