package org.porchlight.feeds.media;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Turns pictures as cameras send them into samples as MP4 keeps them: start codes become lengths,
/// and parameter sets go into the [format][#format()]. Nothing is decoded and nothing is changed.
///
/// For one stream and one thread. Everything it throws is [MalformedVideo].
public final class PictureReader {

  private static final int MOST_SETS = 32;
  private static final int LARGEST_SET = 8192;
  private static final ValueLayout.OfInt LENGTH =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(java.nio.ByteOrder.BIG_ENDIAN);

  private final Codec codec;
  private final NalUnits units = new NalUnits();
  private final int[] kept = new int[NalUnits.MOST];
  private final TreeMap<Integer, byte[]> vps = new TreeMap<>();
  private final TreeMap<Integer, byte[]> sps = new TreeMap<>();
  private final TreeMap<Integer, byte[]> pps = new TreeMap<>();
  private @Nullable VideoFormat format;
  private boolean setsChanged;
  private MemorySegment picture = MemorySegment.NULL;
  private int keptCount;
  private int size;
  private boolean key;

  public PictureReader(Codec codec) {
    this.codec = codec;
  }

  /// What has been learned so far; null until all parameter sets were seen.
  public @Nullable VideoFormat format() {
    return format;
  }

  /// Takes the parameter sets that came apart from the pictures, for example in the SDP.
  public void learn(byte[] parameterSets) {
    if (codec != Codec.MJPEG && parameterSets.length > 0) {
      scan(MemorySegment.ofArray(parameterSets));
    }
  }

  /// Looks at one picture. What the getters say afterwards is about this one.
  ///
  /// @param picture stays valid until [#copyTo] was called
  /// @param keyHint whether somebody else says that it can be decoded by itself
  /// @return whether there is a picture in it at all
  public boolean read(MemorySegment picture, boolean keyHint) {
    if (codec == Codec.MJPEG) {
      return readJpeg(picture);
    }
    key = keyHint;
    scan(picture);
    return keptCount > 0;
  }

  public boolean isKey() {
    return key;
  }

  /// Bytes of the sample.
  public int size() {
    return size;
  }

  /// Writes the sample.
  ///
  /// @param to at least [#size()] bytes
  public void copyTo(MemorySegment to) {
    if (codec == Codec.MJPEG) {
      MemorySegment.copy(picture, 0, to, 0, size);
      return;
    }
    var at = 0L;
    for (var i = 0; i < keptCount; i++) {
      var length = units.size(kept[i]);
      to.set(LENGTH, at, length);
      MemorySegment.copy(picture, units.start(kept[i]), to, at + 4, length);
      at += 4L + length;
    }
  }

  private void scan(MemorySegment stream) {
    picture = stream;
    keptCount = 0;
    size = 0;
    units.read(stream);
    for (var i = 0; i < units.count(); i++) {
      var first = stream.get(ValueLayout.JAVA_BYTE, units.start(i)) & 0xFF;
      if (first > 0x7F) {
        throw new MalformedVideo("forbidden bit is set");
      }
      var keep = codec == Codec.H264 ? avc(first & 0x1F, i) : hevc(first >> 1 & 0x3F, i);
      if (keep) {
        kept[keptCount++] = i;
        size = Math.addExact(size, 4 + units.size(i));
      }
    }
    if (setsChanged) {
      setsChanged = false;
      format = formatOfSets();
    }
  }

  private boolean avc(int type, int unit) {
    switch (type) {
      case 7 -> keepSet(sps, bytes(unit), 4);
      case 8 -> keepSet(pps, bytes(unit), 1);
      case 5 -> key = true;
      default -> {}
    }
    return switch (type) {
      // Parameter sets are in the format; delimiters and filler say nothing in MP4.
      case 7, 8, 9, 12 -> false;
      default -> (type >= 1 && type <= 6) || type == 19 || type == 20;
    };
  }

  private boolean hevc(int type, int unit) {
    switch (type) {
      case 32 -> keepSet(vps, bytes(unit), 0);
      case 33 -> keepSet(sps, bytes(unit), 0);
      case 34 -> keepSet(pps, bytes(unit), 2);
      default -> key = key || (type >= 16 && type <= 23);
    }
    return type <= 31 || type == 39 || type == 40;
  }

  /// @param idAt where the id of the set is, as an Exp-Golomb code; 0 if there is one set only
  private void keepSet(Map<Integer, byte[]> sets, byte[] set, int idAt) {
    if (set.length > LARGEST_SET) {
      throw new MalformedVideo("parameter set of " + set.length + " bytes");
    }
    var id = idAt == 0 ? 0 : new BitReader(set, idAt).ue(255);
    if (Arrays.equals(sets.get(id), set)) {
      return;
    }
    sets.put(id, set);
    setsChanged = true;
    if (sets.size() > MOST_SETS) {
      throw new MalformedVideo("more than " + MOST_SETS + " parameter sets");
    }
  }

  private @Nullable VideoFormat formatOfSets() {
    if (sps.isEmpty() || pps.isEmpty() || (codec == Codec.HEVC && vps.isEmpty())) {
      return null;
    }
    if (codec == Codec.H264) {
      var read = new AvcParameters(sps.firstEntry().getValue());
      return new VideoFormat.Avc(list(sps), list(pps), read.width, read.height, read.reorder);
    }
    var read = new HevcParameters(sps.firstEntry().getValue());
    return new VideoFormat.Hevc(
        list(vps), list(sps), list(pps), read.profile, read.width, read.height, read.reorder);
  }

  private byte[] bytes(int unit) {
    return picture.asSlice(units.start(unit), units.size(unit)).toArray(ValueLayout.JAVA_BYTE);
  }

  private static List<byte[]> list(SortedMap<Integer, byte[]> sets) {
    return new ArrayList<>(sets.values());
  }

  /// Reads the size from the frame header (JPEG B.2.2).
  private boolean readJpeg(MemorySegment jpeg) {
    picture = jpeg;
    size = Math.toIntExact(jpeg.byteSize());
    key = true;
    var at = 2L;
    while (at + 9 <= size) {
      if (unsigned(jpeg, at) != 0xFF) {
        throw new MalformedVideo("no JPEG marker");
      }
      var marker = unsigned(jpeg, at + 1);
      if (marker >= 0xC0 && marker <= 0xC2) {
        var high = unsigned(jpeg, at + 5) << 8 | unsigned(jpeg, at + 6);
        var wide = unsigned(jpeg, at + 7) << 8 | unsigned(jpeg, at + 8);
        if (!(format instanceof VideoFormat.Jpeg(var w, var h) && w == wide && h == high)) {
          format = new VideoFormat.Jpeg(wide, high);
        }
        return true;
      }
      at += 2 + (unsigned(jpeg, at + 2) << 8 | unsigned(jpeg, at + 3));
    }
    throw new MalformedVideo("JPEG without a frame");
  }

  private static int unsigned(MemorySegment in, long at) {
    return in.get(ValueLayout.JAVA_BYTE, at) & 0xFF;
  }
}
