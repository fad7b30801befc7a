package org.porchlight.audit;

/// Proofs that all lead to one signed checkpoint. Cheapest when asked for in the order of the log.
/// For one thread.
public interface Proofs {

  /// Entries that the checkpoint covers: those with an index below this.
  long size();

  /// Proof that this leaf is in the checkpoint, as a `.tlog-proof` file.
  ///
  /// @param index 0 to [#size] - 1
  String of(long index);
}
