package org.porchlight.audit.tlog;

/// Where the hashes of complete subtrees come from.
@FunctionalInterface
public interface Subtrees {

  /// The hash over the leaves from `number << height` up to, not including, `(number + 1) <<
  /// height`.
  Hash at(int height, long number);
}
