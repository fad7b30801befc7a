package org.porchlight.audit;

import java.time.Clock;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;
import org.porchlight.audit.JdbcTree.Grown;
import org.porchlight.audit.tlog.Hash;
import org.porchlight.audit.tlog.TreeEdge;
import org.porchlight.audit.tlog.TreeEdge.FullTile;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// Gives entries their places in the tree, batch by batch.
///
/// One batch is one transaction: places, tiles that became full, new size and root. Whatever kills
/// the process, a batch is there as a whole or not at all, and the next sequencer, on this node or
/// another, goes on from the newest committed size.
///
/// Entries become visible when their transactions commit, which is not the order of their numbers.
/// So a batch takes every visible entry that has no place, not those above the last one; and it
/// looks no lower than the floor, below which nothing can appear any more. Of one camera a later
/// entry is written only after the earlier one has committed, so no snapshot shows the later one
/// alone, and their numbers keep them in order within a batch.
@Component
class Sequencer {

  private final JdbcTree tree;
  private final TransactionTemplate transaction;
  private final Clock clock;
  private final int batch;

  /// What we knew after our last batch; checked against the database before it is used.
  private Known known = new Known(TreeEdge.empty(), Hash.EMPTY, 0);

  /// Once everything that ran then has ended, nothing new can appear below it.
  private @Nullable Watched watched;

  /// Nothing can appear any more up to here; it becomes the floor once all of it has a place.
  private long settled;

  Sequencer(
      JdbcTree tree, PlatformTransactionManager transactions, Clock clock, AuditSettings settings) {
    this.tree = tree;
    this.transaction = new TransactionTemplate(transactions);
    this.clock = clock;
    this.batch = settings.batch();
  }

  /// Entries up to the newest that were not visible belong to transactions with lower numbers.
  private record Watched(long newest, long before) {}

  private record Known(TreeEdge edge, Hash root, long floor) {}

  /// What one call did.
  ///
  /// @param size of the tree that is committed now
  /// @param more whether further entries are probably waiting
  record Progress(long size, boolean more) {}

  /// Sequences one batch, unless another node is at it.
  synchronized Progress sequence() {
    var next = transaction.execute(_ -> tree.lock() ? step() : null);
    if (next == null) {
      return new Progress(known.edge.size(), false);
    }
    var placed = next.edge.size() - known.edge.size();
    known = next;
    return new Progress(known.edge.size(), placed >= batch);
  }

  private Known step() {
    refresh();
    var now = tree.horizon();
    if (watched != null && now.oldestRunning() >= watched.before()) {
      settled = Math.max(settled, watched.newest());
      watched = null;
    }
    if (watched == null && now.newest() > settled) {
      watched = new Watched(now.newest(), tree.takeNumber());
    }
    var entries = tree.waiting(known.floor, batch);
    var floor = entries.size() < batch ? settled : Math.min(settled, entries.getLast().entry());
    floor = Math.max(floor, known.floor);
    if (entries.isEmpty()) {
      return new Known(known.edge, known.root, floor);
    }
    var edge = known.edge.copy();
    var full = new ArrayList<FullTile>();
    entries.forEach(entry -> edge.add(entry.hash(), full::add));
    var root = edge.root();
    tree.place(known.edge.size(), entries);
    full.forEach(tree::store);
    tree.store(new Grown(edge.size(), root, floor), clock.instant());
    return new Known(edge, root, floor);
  }

  /// Reads the edge of the tree again where another node has gone on.
  private void refresh() {
    var newest = tree.newest().orElse(new Grown(0, Hash.EMPTY, 0));
    if (newest.size() == known.edge.size() && newest.root().equals(known.root)) {
      return;
    }
    var edge = TreeEdge.read(tree, newest.size());
    if (!edge.root().equals(newest.root())) {
      throw new IllegalStateException(
          "The audit log is damaged: its tiles do not make the root of size " + newest.size());
    }
    known = new Known(edge, newest.root(), newest.floor());
  }
}
