package org.porchlight.kernel;

import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/// Reacts to what has been committed, at once, and without holding up whoever committed it. What
/// may not be lost when the program dies in that moment goes through the event publication registry
/// instead. See docs/decisions/0024-quick-reactions.md.
public final class AfterCommit {

  private AfterCommit() {}

  /// Does this on a thread of its own as soon as the present transaction has committed, and not at
  /// all if it is rolled back. Without a transaction it is done at once.
  ///
  /// The thread that commits still holds its connection in that moment: a reaction that needs
  /// another one would wait for a pool that waits for it.
  public static void run(String name, Runnable reaction) {
    note(() -> Thread.ofVirtual().name(name).start(reaction));
  }

  /// Does this as soon as the present transaction has committed, on the thread that commits: for
  /// what waits for nothing.
  public static void note(Runnable reaction) {
    if (!TransactionSynchronizationManager.isSynchronizationActive()) {
      reaction.run();
      return;
    }
    TransactionSynchronizationManager.registerSynchronization(
        new TransactionSynchronization() {
          @Override
          public void afterCommit() {
            reaction.run();
          }
        });
  }
}
