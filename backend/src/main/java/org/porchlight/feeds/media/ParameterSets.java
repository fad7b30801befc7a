package org.porchlight.feeds.media;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The parameter sets of one H.264 or H.265 stream, and the format that follows from them.
///
/// For one thread. What it throws is [MalformedVideo].
final class ParameterSets {

  static final int LARGEST = 8192;

  private static final int MOST = 32;

  private final Codec codec;
  private final TreeMap<Integer, byte[]> vps = new TreeMap<>();
  private final TreeMap<Integer, byte[]> sps = new TreeMap<>();
  private final TreeMap<Integer, byte[]> pps = new TreeMap<>();
  private @Nullable VideoFormat format;
  private boolean changed;

  ParameterSets(Codec codec) {
    this.codec = codec;
  }

  /// Takes one set; call [#settle()] when all that came together have been taken.
  void take(byte[] set) {
    if (codec == Codec.H264) {
      keep((set[0] & 0x1F) == 7 ? sps : pps, set, (set[0] & 0x1F) == 7 ? 4 : 1);
    } else {
      switch (set[0] >> 1 & 0x3F) {
        case 32 -> keep(vps, set, 0);
        case 33 -> keep(sps, set, 0);
        default -> keep(pps, set, 2);
      }
    }
  }

  /// @param idAt where the id of the set is, as an Exp-Golomb code; 0 if there is one set only
  private void keep(Map<Integer, byte[]> sets, byte[] set, int idAt) {
    if (set.length > LARGEST) {
      throw new MalformedVideo("parameter set of " + set.length + " bytes");
    }
    var id = idAt == 0 ? 0 : new BitReader(set, idAt).ue(255);
    if (Arrays.equals(sets.get(id), set)) {
      return;
    }
    sets.put(id, set);
    changed = true;
    if (sets.size() > MOST) {
      throw new MalformedVideo("more than " + MOST + " parameter sets");
    }
  }

  void settle() {
    if (changed) {
      changed = false;
      format = formatOfSets();
    }
  }

  /// Null until all sets were seen.
  @Nullable VideoFormat format() {
    return format;
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

  private static List<byte[]> list(SortedMap<Integer, byte[]> sets) {
    return new ArrayList<>(sets.values());
  }
}
