package org.porchlight.feeds.media;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.jspecify.annotations.Nullable;

/// Turns pictures as cameras send them into samples as MP4 keeps them: start codes become lengths,
/// and parameter sets go into the [format][#format()]. Nothing is decoded and nothing is changed.
///
/// For one stream and one thread. Everything it throws is [MalformedVideo].
public final class PictureReader implements Picture {

  private static final ValueLayout.OfInt LENGTH =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(java.nio.ByteOrder.BIG_ENDIAN);

  private final Codec codec;
  private final NalUnits units = new NalUnits();
  private final int[] kept = new int[NalUnits.MOST];
  private final ParameterSets sets;
  private @Nullable VideoFormat jpeg;
  private MemorySegment picture = MemorySegment.NULL;
  private int keptCount;
  private int size;
  private boolean key;

  public PictureReader(Codec codec) {
    this.codec = codec;
    this.sets = new ParameterSets(codec);
  }

  @Override
  public @Nullable VideoFormat format() {
    return codec == Codec.MJPEG ? jpeg : sets.format();
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

  @Override
  public boolean isKey() {
    return key;
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public Draft.Place settle(Draft room) {
    var chunk = room.room(size);
    copyTo(chunk.memory.asSlice(chunk.used, size));
    room.written(size);
    return room.keep();
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
      var kind = UnitKind.of(codec, stream.get(ValueLayout.JAVA_BYTE, units.start(i)) & 0xFF);
      if (kind == UnitKind.PARAMETER_SET) {
        sets.take(bytes(i));
      }
      key |= kind == UnitKind.KEY_PICTURE;
      if (kind.isKept()) {
        kept[keptCount++] = i;
        size = Math.addExact(size, 4 + units.size(i));
      }
    }
    sets.settle();
  }

  private byte[] bytes(int unit) {
    return picture.asSlice(units.start(unit), units.size(unit)).toArray(ValueLayout.JAVA_BYTE);
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
        if (wide == 0 || high == 0) {
          throw new MalformedVideo("JPEG of %d by %d".formatted(wide, high));
        }
        if (!(this.jpeg instanceof VideoFormat.Jpeg(var w, var h) && w == wide && h == high)) {
          this.jpeg = new VideoFormat.Jpeg(wide, high);
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
