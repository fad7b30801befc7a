package org.porchlight.audit;

import java.util.Optional;

/// What everyone may fetch: signed checkpoints, tiles of hashes, and bare leaves, in the C2SP
/// tlog-tiles format. Nothing beyond the newest signed checkpoint is given out.
public interface PublicLog {

  /// Hashes in a full tile, and entries in a full bundle.
  int FULL = 256;

  /// The newest signed checkpoint as a signed note; empty while nothing has been signed.
  Optional<String> checkpoint();

  /// The key that checkpoints are signed with, as a one-line vkey.
  String verifierKey();

  /// Hashes of one tile.
  ///
  /// @param level 0 for leaves; each level stands for 256 of the one below
  /// @param width 1 to 256 hashes
  Optional<byte[]> tile(int level, long number, int width);

  /// Leaves of one bundle, each after its length in two bytes.
  ///
  /// @param width 1 to 256 entries
  Optional<byte[]> entries(long number, int width);

  /// What lies at this path.
  default Optional<byte[]> at(TilePath path) {
    return path.level() == TilePath.ENTRIES
        ? entries(path.number(), path.width())
        : tile(path.level(), path.number(), path.width());
  }

  /// Proofs for many leaves, all in the checkpoint that is the newest now; empty while nothing has
  /// been signed.
  Optional<Proofs> proofs();

  /// Proof that the leaf of this index is in the newest checkpoint, as a `.tlog-proof` file.
  Optional<String> proof(long index);
}
