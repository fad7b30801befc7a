package org.porchlight.feeds.media;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Puts H.264 and H.265 pictures together from NAL units as they come in, piece by piece, at the
/// place where they stay: the one copy of their bytes.
///
/// For one stream and one thread. What it throws is [MalformedVideo].
public final class PictureAssembly implements Picture, AutoCloseable {

  private static final int MOST_UNITS = NalUnits.MOST;

  private final Codec codec;
  private final Draft draft;
  private final ParameterSets sets;
  private final byte[] set = new byte[ParameterSets.LARGEST];
  private @Nullable UnitKind unit;
  private int unitAt;
  private int setLength;
  private int units;
  private boolean picture;
  private boolean key;

  /// @param most bytes of the largest picture
  public PictureAssembly(Codec codec, ChunkPool pool, int most) {
    this.codec = codec;
    this.draft = new Draft(pool, most);
    this.sets = new ParameterSets(codec);
  }

  /// Takes the parameter sets that came apart from the pictures.
  ///
  /// @param byteStream each after a start code
  public void learn(byte[] byteStream) {
    var reader = new NalUnits().read(MemorySegment.ofArray(byteStream));
    for (var i = 0; i < reader.count(); i++) {
      var from = (int) reader.start(i);
      if (UnitKind.of(codec, byteStream[from] & 0xFF) == UnitKind.PARAMETER_SET) {
        sets.take(Arrays.copyOfRange(byteStream, from, from + reader.size(i)));
      }
    }
    sets.settle();
  }

  /// Begins a unit with its first byte.
  public void beginUnit(byte first) {
    dropUnit();
    var kind = UnitKind.of(codec, first & 0xFF);
    if (++units > MOST_UNITS) {
      throw new MalformedVideo("more than " + MOST_UNITS + " units in one picture");
    }
    unit = kind;
    unitAt = draft.size();
    setLength = 0;
    if (kind.isKept()) {
      draft.appendLength(0);
    }
    append(first);
  }

  /// Goes on with the unit, if one is begun.
  public void append(byte one) {
    var kind = unit;
    if (kind == UnitKind.PARAMETER_SET) {
      room(1);
      set[setLength++] = one;
    } else if (kind != null && kind.isKept()) {
      draft.append(one);
    }
  }

  /// Goes on with the unit, if one is begun.
  public void append(MemorySegment from, long at, int length) {
    var kind = unit;
    if (kind == UnitKind.PARAMETER_SET) {
      room(length);
      MemorySegment.copy(from, ValueLayout.JAVA_BYTE, at, set, setLength, length);
      setLength += length;
    } else if (kind != null && kind.isKept()) {
      draft.append(from, at, length);
    }
  }

  private void room(int more) {
    if (more > set.length - setLength) {
      throw new MalformedVideo("parameter set of more than " + set.length + " bytes");
    }
  }

  /// The unit is complete.
  public void endUnit() {
    var kind = unit;
    unit = null;
    if (kind == null) {
      return;
    }
    if (kind == UnitKind.PARAMETER_SET) {
      sets.take(Arrays.copyOf(set, setLength));
    } else if (kind.isKept()) {
      draft.setLength(unitAt, draft.size() - unitAt - 4);
    }
    picture |= kind.isPicture();
    key |= kind == UnitKind.KEY_PICTURE;
  }

  /// Whether a unit is begun and not ended.
  public boolean isInUnit() {
    return unit != null;
  }

  /// The unit will never be complete: forgets it.
  public void dropUnit() {
    if (unit != null) {
      draft.truncate(unitAt);
      unit = null;
    }
  }

  /// Whether what was put together is a picture, and not only something about pictures.
  public boolean isPicture() {
    return picture;
  }

  /// Says that the picture is complete. What the getters say is about it.
  public void finish() {
    dropUnit();
    sets.settle();
  }

  /// Begins the next picture. If nobody [settled][#settle] this one, it is gone.
  public void next() {
    draft.truncate(0);
    unit = null;
    units = 0;
    picture = false;
    key = false;
  }

  @Override
  public @Nullable VideoFormat format() {
    return sets.format();
  }

  @Override
  public boolean isKey() {
    return key;
  }

  @Override
  public int size() {
    return draft.size();
  }

  @Override
  public Draft.Place settle(Draft room) {
    return draft.keep();
  }

  /// Gives back the memory that no ring holds.
  @Override
  public void close() {
    draft.close();
  }
}
