package org.porchlight.camerasim;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/// The sound of a clip, one channel, cut into what one packet carries.
///
/// @param coding how it is encoded
/// @param rate samples a second
/// @param pieces for G.711 40 ms each, for AAC one frame each
/// @param high how it is HE-AAC; null if it is not
/// @param latm whether packets of RTP carry AAC as MP4A-LATM (RFC 6416), else as RFC 3640 says
public record Sound(
    Coding coding, int rate, List<byte[]> pieces, @Nullable HighEfficiency high, boolean latm) {

  private static final int G711_RATE = 8_000;
  private static final int G711_SAMPLES = 320;
  private static final int AAC_SAMPLES = 1_024;
  private static final int ADTS_HEADER = 7;
  private static final List<Integer> AAC_RATES =
      List.of(96000, 88200, 64000, 48000, 44100, 32000, 24000, 22050, 16000, 12000, 11025, 8000);

  /// How sound is encoded.
  public enum Coding {
    ALAW,
    ULAW,
    AAC
  }

  private Sound(Coding coding, int rate, List<byte[]> pieces) {
    this(coding, rate, pieces, null, false);
  }

  /// 8,000 samples a second.
  public static Sound alaw(byte[] samples) {
    return new Sound(Coding.ALAW, G711_RATE, cut(samples));
  }

  /// 8,000 samples a second.
  public static Sound ulaw(byte[] samples) {
    return new Sound(Coding.ULAW, G711_RATE, cut(samples));
  }

  private static List<byte[]> cut(byte[] samples) {
    var pieces = new ArrayList<byte[]>();
    for (var at = 0; at + G711_SAMPLES <= samples.length; at += G711_SAMPLES) {
      pieces.add(Arrays.copyOfRange(samples, at, at + G711_SAMPLES));
    }
    return List.copyOf(pieces);
  }

  /// AAC-LC with ADTS headers.
  public static Sound adts(byte[] bytes) {
    var pieces = new ArrayList<byte[]>();
    for (var at = 0; at + ADTS_HEADER <= bytes.length; ) {
      var length =
          ((bytes[at + 3] & 3) << 11)
              | ((bytes[at + 4] & 0xFF) << 3)
              | ((bytes[at + 5] & 0xE0) >> 5);
      pieces.add(Arrays.copyOfRange(bytes, at + ADTS_HEADER, at + length));
      at += length;
    }
    return new Sound(Coding.AAC, AAC_RATES.get((bytes[2] >> 2) & 0xF), List.copyOf(pieces));
  }

  /// How long one piece is.
  public int samplesOfPiece() {
    return coding == Coding.AAC ? AAC_SAMPLES : G711_SAMPLES;
  }

  /// As many bytes of no meaning.
  public Sound garbled() {
    var random = new Random(1);
    var noise = new ArrayList<byte[]>();
    for (var piece : pieces) {
      var bytes = new byte[piece.length];
      random.nextBytes(bytes);
      noise.add(bytes);
    }
    return with(noise);
  }

  /// The same way to send other pieces, or none.
  public Sound with(List<byte[]> other) {
    return new Sound(coding, rate, List.copyOf(other), high, latm);
  }

  /// HE-AAC of AAC-LC of 16,000 samples a second.
  public Sound highEfficiency(HighEfficiency how) {
    if (coding != Coding.AAC || rate != HighEfficiency.RATE || high != null) {
      throw new IllegalStateException("only of AAC-LC of 16,000 samples a second");
    }
    return new Sound(coding, rate, pieces.stream().map(how::frame).toList(), how, latm);
  }

  /// The same as MP4A-LATM in packets of RTP.
  public Sound asLatm() {
    return new Sound(coding, rate, pieces, high, true);
  }

  /// In which RTP counts a second.
  int clockRate() {
    return high != null && high.isSaid() ? 2 * rate : rate;
  }

  /// The same for one piece.
  int ticksOfPiece() {
    return samplesOfPiece() * (clockRate() / rate);
  }

  /// One frame of AAC behind an ADTS header, as transport streams have it.
  public byte[] adts(int piece) {
    var frame = pieces.get(piece);
    var length = frame.length + ADTS_HEADER;
    var out = new byte[length];
    out[0] = (byte) 0xFF;
    out[1] = (byte) 0xF1;
    out[2] = (byte) (1 << 6 | AAC_RATES.indexOf(rate) << 2);
    out[3] = (byte) (1 << 6 | length >> 11);
    out[4] = (byte) (length >> 3);
    out[5] = (byte) (length << 5 | 0x1F);
    out[6] = (byte) 0xFC;
    System.arraycopy(frame, 0, out, ADTS_HEADER, frame.length);
    return out;
  }

  /// AudioSpecificConfig of ISO/IEC 14496-3, in hexadecimal.
  public String aacConfig() {
    return high == null
        ? "%04x".formatted((2 << 11) | (AAC_RATES.indexOf(rate) << 7) | (1 << 3))
        : high.config();
  }

  /// StreamMuxConfig of ISO/IEC 14496-3 1.7.3 around it, in hexadecimal.
  String latmConfig() {
    var before = "010000000000000";
    var config = new BigInteger(aacConfig(), 16);
    var whole = "0".repeat(4 * aacConfig().length() - config.bitLength()) + config.toString(2);
    var own = high == null ? whole : whole.substring(0, high.configBits());
    // Frames say how long they are; any buffer; nothing else.
    var bits = before + own + "0001111111100";
    var padded = bits + "0".repeat((8 - bits.length() % 8) % 8);
    return new BigInteger("1" + padded, 2).toString(16).substring(1);
  }
}
