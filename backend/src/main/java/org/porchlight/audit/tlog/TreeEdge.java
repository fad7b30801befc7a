package org.porchlight.audit.tlog;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// The right edge of a growing tree: on each tile level the hashes that do not fill a tile yet. It
/// is all that adding a leaf needs, however large the tree has become.
public final class TreeEdge {

  /// A tile that has just become full.
  ///
  /// @param root the hash that stands for it one level up
  public record FullTile(int level, long number, List<Hash> hashes, Hash root) {}

  private long size;
  private final List<List<Hash>> levels;

  private TreeEdge(long size, List<List<Hash>> levels) {
    this.size = size;
    this.levels = levels;
  }

  public static TreeEdge empty() {
    return new TreeEdge(0, new ArrayList<>());
  }

  /// Reads the last, partial tile of each level.
  public static TreeEdge read(Tiles.Source source, long size) {
    var levels = new ArrayList<List<Hash>>();
    for (int level = 0; size >> (level * Tiles.HEIGHT) > 0; level++) {
      var number = (size >> (level * Tiles.HEIGHT)) / Tiles.FULL;
      var width = Tiles.width(size, level, number);
      levels.add(
          width == 0
              ? new ArrayList<>()
              : new ArrayList<>(Tiles.split(source.tile(level, number, width))));
    }
    return new TreeEdge(size, levels);
  }

  public TreeEdge copy() {
    var copies = new ArrayList<List<Hash>>();
    levels.forEach(level -> copies.add(new ArrayList<>(level)));
    return new TreeEdge(size, copies);
  }

  public long size() {
    return size;
  }

  /// Adds the next leaf and tells which tiles became full by it, lowest level first.
  public void add(Hash leaf, Consumer<FullTile> filled) {
    size++;
    var hash = leaf;
    for (int level = 0; ; level++) {
      if (level == levels.size()) {
        levels.add(new ArrayList<>());
      }
      var hashes = levels.get(level);
      hashes.add(hash);
      if (hashes.size() < Tiles.FULL) {
        return;
      }
      hash = Tiles.root(hashes);
      var number = (size >> (level * Tiles.HEIGHT)) / Tiles.FULL - 1;
      filled.accept(new FullTile(level, number, List.copyOf(hashes), hash));
      hashes.clear();
    }
  }

  /// Hash of the tree as it now stands.
  public Hash root() {
    Hash right = null;
    for (var level : levels) {
      var hashes = new ArrayList<>(level);
      if (right != null) {
        // What lies below does not fill a tile, so it is the last, incomplete part of this level.
        hashes.add(right);
      }
      if (!hashes.isEmpty()) {
        right = MerkleTree.root(Tiles.subtreesOf(hashes), hashes.size());
      }
    }
    return right == null ? Hash.EMPTY : right;
  }
}
