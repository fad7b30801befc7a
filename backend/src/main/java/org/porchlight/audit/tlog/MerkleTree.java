package org.porchlight.audit.tlog;

import java.util.ArrayList;
import java.util.List;

/// Roots and proofs of the tree of RFC 6962, and their verification as in RFC 9162.
public final class MerkleTree {

  private MerkleTree() {}

  /// Hash of the tree over the first `size` leaves.
  public static Hash root(Subtrees subtrees, long size) {
    return size == 0 ? Hash.EMPTY : range(subtrees, 0, size);
  }

  /// Hashes that lead from a leaf to the root (RFC 9162, 2.1.3.1).
  ///
  /// @param index 0 to `size - 1`
  public static List<Hash> inclusion(Subtrees subtrees, long index, long size) {
    if (index < 0 || index >= size) {
      throw new IllegalArgumentException("no leaf " + index + " in a tree of " + size);
    }
    var proof = new ArrayList<Hash>();
    var from = 0L;
    var to = size;
    while (to - from > 1) {
      var middle = from + split(to - from);
      if (index < middle) {
        proof.add(range(subtrees, middle, to));
        to = middle;
      } else {
        proof.add(range(subtrees, from, middle));
        from = middle;
      }
    }
    return proof.reversed();
  }

  /// Hashes that show that the tree of `oldSize` is the beginning of that of `size` (RFC 9162,
  /// 2.1.4.1).
  ///
  /// @param oldSize 1 to `size`
  public static List<Hash> consistency(Subtrees subtrees, long oldSize, long size) {
    if (oldSize < 1 || oldSize > size) {
      throw new IllegalArgumentException("no proof from size " + oldSize + " to " + size);
    }
    var proof = new ArrayList<Hash>();
    var from = 0L;
    var to = size;
    // The old tree's last leaf is oldSize - 1; we walk down until the old tree is a whole subtree.
    while (oldSize != to) {
      var middle = from + split(to - from);
      if (oldSize <= middle) {
        proof.add(range(subtrees, middle, to));
        to = middle;
      } else {
        proof.add(range(subtrees, from, middle));
        from = middle;
      }
    }
    if (from != 0) {
      proof.add(range(subtrees, from, to));
    }
    return proof.reversed();
  }

  /// Whether a proof of inclusion holds (RFC 9162, 2.1.3.2).
  public static boolean includes(Hash root, long size, long index, Hash leaf, List<Hash> proof) {
    if (index < 0 || index >= size) {
      return false;
    }
    var fn = index;
    var sn = size - 1;
    var hash = leaf;
    for (var sibling : proof) {
      if (sn == 0) {
        return false;
      }
      if ((fn & 1) == 1 || fn == sn) {
        hash = Hash.node(sibling, hash);
        while ((fn & 1) == 0 && fn != 0) {
          fn >>= 1;
          sn >>= 1;
        }
      } else {
        hash = Hash.node(hash, sibling);
      }
      fn >>= 1;
      sn >>= 1;
    }
    return sn == 0 && hash.equals(root);
  }

  /// Whether a proof of consistency holds (RFC 9162, 2.1.4.2); an empty old tree is the beginning
  /// of every tree.
  public static boolean extendsTree(
      Hash oldRoot, long oldSize, Hash root, long size, List<Hash> proof) {
    if (oldSize < 0 || oldSize > size) {
      return false;
    }
    if (oldSize == 0) {
      return oldRoot.equals(Hash.EMPTY) && proof.isEmpty();
    }
    if (oldSize == size) {
      return oldRoot.equals(root) && proof.isEmpty();
    }
    var path = new ArrayList<Hash>();
    if (Long.bitCount(oldSize) == 1) {
      path.add(oldRoot);
    }
    path.addAll(proof);
    if (path.isEmpty()) {
      return false;
    }
    var fn = oldSize - 1;
    var sn = size - 1;
    while ((fn & 1) == 1) {
      fn >>= 1;
      sn >>= 1;
    }
    var oldHash = path.getFirst();
    var newHash = path.getFirst();
    for (var sibling : path.subList(1, path.size())) {
      if (sn == 0) {
        return false;
      }
      if ((fn & 1) == 1 || fn == sn) {
        oldHash = Hash.node(sibling, oldHash);
        newHash = Hash.node(sibling, newHash);
        while ((fn & 1) == 0 && fn != 0) {
          fn >>= 1;
          sn >>= 1;
        }
      } else {
        newHash = Hash.node(newHash, sibling);
      }
      fn >>= 1;
      sn >>= 1;
    }
    return sn == 0 && oldHash.equals(oldRoot) && newHash.equals(root);
  }

  /// Hash over the leaves of a range that begins where a complete subtree of at least its size may
  /// begin, as every range of the recursion does.
  private static Hash range(Subtrees subtrees, long from, long to) {
    var width = to - from;
    if (Long.bitCount(width) == 1) {
      var height = Long.numberOfTrailingZeros(width);
      return subtrees.at(height, from >> height);
    }
    var middle = from + split(width);
    return Hash.node(range(subtrees, from, middle), range(subtrees, middle, to));
  }

  /// The largest power of two below `width`, which is at least 2.
  private static long split(long width) {
    return Long.highestOneBit(width - 1);
  }
}
