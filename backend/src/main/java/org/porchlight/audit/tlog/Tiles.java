package org.porchlight.audit.tlog;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The hashes of a tree of one size, read tile by tile. The last few hundred tiles are kept, so
/// that proofs in the order of the log read each tile once.
public final class Tiles implements Subtrees {

  /// Hashes in a full tile.
  public static final int FULL = 256;

  /// Levels of the tree between a tile's hashes and the hash that stands for it one tile level up.
  public static final int HEIGHT = 8;

  private static final int KEPT = 256;

  /// Gives the hashes of one tile, one after the other.
  @FunctionalInterface
  public interface Source {

    byte[] tile(int level, long number, int width);
  }

  private record Key(int level, long number) {}

  private final Source source;
  private final long size;
  private final Map<Key, List<Hash>> read =
      new LinkedHashMap<>(KEPT, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, List<Hash>> eldest) {
          return size() > KEPT;
        }
      };

  public Tiles(Source source, long size) {
    this.source = source;
    this.size = size;
  }

  /// How many hashes a tile has in a tree of this size: 0 to 256.
  public static int width(long size, int level, long number) {
    var hashes = level * HEIGHT >= Long.SIZE ? 0 : size >> (level * HEIGHT);
    return Math.clamp(hashes - number * FULL, 0, FULL);
  }

  /// The hash that stands for a full tile one level up.
  public static Hash root(List<Hash> tile) {
    return MerkleTree.root(subtreesOf(tile), tile.size());
  }

  public static List<Hash> split(byte[] hashes) {
    var list = new ArrayList<Hash>(hashes.length / Hash.BYTES);
    for (int at = 0; at < hashes.length; at += Hash.BYTES) {
      list.add(Hash.of(hashes, at, Math.min(Hash.BYTES, hashes.length - at)));
    }
    return list;
  }

  @Override
  public Hash at(int height, long number) {
    var level = height / HEIGHT;
    var below = height % HEIGHT;
    var first = number << below;
    var tile = tile(level, first / FULL);
    var from = (int) (first % FULL);
    return root(tile.subList(from, from + (1 << below)));
  }

  private List<Hash> tile(int level, long number) {
    var key = new Key(level, number);
    var known = read.get(key);
    if (known == null) {
      known = split(source.tile(level, number, width(size, level, number)));
      read.put(key, known);
    }
    return known;
  }

  /// Complete subtrees over a few hashes that are at hand.
  static Subtrees subtreesOf(List<Hash> hashes) {
    return new Subtrees() {
      @Override
      public Hash at(int height, long number) {
        return height == 0
            ? hashes.get((int) number)
            : Hash.node(at(height - 1, 2 * number), at(height - 1, 2 * number + 1));
      }
    };
  }
}
