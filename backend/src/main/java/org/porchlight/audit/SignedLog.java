package org.porchlight.audit;

import java.util.Optional;
import org.porchlight.audit.tlog.Checkpoint;
import org.porchlight.audit.tlog.MerkleTree;
import org.porchlight.audit.tlog.ProofFile;
import org.porchlight.audit.tlog.RecentSubtrees;
import org.porchlight.audit.tlog.SignedNote;
import org.porchlight.audit.tlog.Subtrees;
import org.porchlight.audit.tlog.Tiles;
import org.springframework.stereotype.Component;

@Component
class SignedLog implements PublicLog {

  private final JdbcTree tree;
  private final CheckpointSigner signer;

  /// A log only grows, so what was signed once needs no second look.
  private volatile long signedBefore;

  SignedLog(JdbcTree tree, CheckpointSigner signer) {
    this.tree = tree;
    this.signer = signer;
  }

  @Override
  public Optional<String> checkpoint() {
    return tree.newestCheckpoint();
  }

  @Override
  public String verifierKey() {
    return signer.verifier().toString();
  }

  @Override
  public Optional<byte[]> tile(int level, long number, int width) {
    return level >= 0 && level < Tiles.HEIGHT && isSigned(level, number, width)
        ? Optional.of(tree.tile(level, number, width))
        : Optional.empty();
  }

  @Override
  public Optional<byte[]> entries(long number, int width) {
    return isSigned(0, number, width) ? Optional.of(tree.bundle(number, width)) : Optional.empty();
  }

  @Override
  public Optional<String> proof(long index) {
    return proofs()
        .filter(proofs -> index >= 0 && index < proofs.size())
        .map(proofs -> proofs.of(index));
  }

  @Override
  public Optional<Proofs> proofs() {
    return checkpoint()
        .map(note ->
            new ToOneCheckpoint(
                tree, note, Checkpoint.parse(SignedNote.parse(note).text()).size()));
  }

  private static final class ToOneCheckpoint implements Proofs {

    private final String note;
    private final long size;
    private final Subtrees subtrees;

    ToOneCheckpoint(JdbcTree tree, String note, long size) {
      this.note = note;
      this.size = size;
      this.subtrees = new RecentSubtrees(new Tiles(tree, size));
    }

    @Override
    public long size() {
      return size;
    }

    @Override
    public String of(long index) {
      return new ProofFile(index, MerkleTree.inclusion(subtrees, index, size), note).toString();
    }
  }

  private boolean isSigned(int level, long number, int width) {
    if (number < 0 || number > Long.MAX_VALUE / FULL / 2 || width < 1 || width > FULL) {
      return false;
    }
    if (Tiles.width(signedBefore, level, number) < width) {
      signedBefore = tree.signedSize().orElse(0);
    }
    return Tiles.width(signedBefore, level, number) >= width;
  }
}
