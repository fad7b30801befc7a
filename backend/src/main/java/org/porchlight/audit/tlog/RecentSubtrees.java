package org.porchlight.audit.tlog;

import java.util.LinkedHashMap;
import java.util.Map;

/// Remembers the hashes it was asked for last: proofs of neighbours share most of theirs.
public final class RecentSubtrees implements Subtrees {

  private static final int KEPT = 4_096;

  private record Key(int height, long number) {}

  private final Subtrees subtrees;
  private final Map<Key, Hash> known =
      new LinkedHashMap<>(KEPT, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Hash> eldest) {
          return size() > KEPT;
        }
      };

  public RecentSubtrees(Subtrees subtrees) {
    this.subtrees = subtrees;
  }

  @Override
  public Hash at(int height, long number) {
    var key = new Key(height, number);
    var hash = known.get(key);
    if (hash == null) {
      hash = subtrees.at(height, number);
      known.put(key, hash);
    }
    return hash;
  }
}
