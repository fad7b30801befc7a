package org.porchlight.kernel;

import org.springframework.transaction.support.TransactionSynchronizationManager;

/// Keeps what may take long out of transactions. A transaction holds a connection and often locks:
/// whoever waits in it for a store, a network or another process makes everybody wait who needs the
/// database.
public final class OutsideTransactions {

  private OutsideTransactions() {}

  /// Called before anything is waited for.
  ///
  /// @param what is waited for, in the words of whoever reads the stack trace
  /// @throws IllegalStateException inside a transaction
  public static void require(String what) {
    if (TransactionSynchronizationManager.isActualTransactionActive()) {
      throw new IllegalStateException(what + " is not waited for inside a transaction");
    }
  }
}
