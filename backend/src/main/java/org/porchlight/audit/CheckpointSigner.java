package org.porchlight.audit;

import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.porchlight.audit.JdbcTree.Grown;
import org.porchlight.audit.JdbcTree.Signed;
import org.porchlight.audit.tlog.Checkpoint;
import org.porchlight.audit.tlog.Hash;
import org.porchlight.audit.tlog.MerkleTree;
import org.porchlight.audit.tlog.SignedNote;
import org.porchlight.audit.tlog.SignedNote.NotSigned;
import org.porchlight.audit.tlog.SigningKey;
import org.porchlight.audit.tlog.Tiles;
import org.porchlight.audit.tlog.VerifierKey;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// Signs checkpoints, and never two that contradict each other.
///
/// It signs only a size and root that are committed, after it has proved from the stored tiles that
/// this tree extends the newest signed one, in the database and in the file beside the key. The
/// file is written before the checkpoint becomes visible to anyone.
@Component
class CheckpointSigner {

  private final JdbcTree tree;
  private final TransactionTemplate transaction;
  private final Clock clock;
  private final SigningKey key;
  private final WitnessedSize witnessed;

  CheckpointSigner(
      JdbcTree tree, PlatformTransactionManager transactions, Clock clock, AuditSettings settings) {
    this.tree = tree;
    this.transaction = new TransactionTemplate(transactions);
    this.clock = clock;
    this.key = LogKeyFile.readOrCreate(settings.keyFile(), settings.origin(), settings.createKey());
    this.witnessed = new WitnessedSize(settings.keyFile());
  }

  /// What came of an attempt to sign.
  sealed interface Answer {

    /// Everything up to this size is signed.
    record UpTo(long size) implements Answer {}

    /// Another node is at it.
    record Busy() implements Answer {}

    /// Signing would contradict what was signed before.
    record Refused(String why) implements Answer {}
  }

  VerifierKey verifier() {
    return key.verifier();
  }

  synchronized Answer sign() {
    var answer = transaction.execute(_ -> tree.lock() ? step() : new Answer.Busy());
    if (answer == null) {
      throw new AssertionError("a transaction without an answer");
    }
    return answer;
  }

  private Answer step() {
    var newest = tree.newest().orElse(null);
    var origin = key.verifier().name();
    var last = witnessed.read(origin);
    var size = newest == null ? 0 : newest.size();
    if (last.size() > size) {
      return new Answer.Refused(
          "the log has %d entries, but %d were signed before (%s): was the database restored from a backup?"
              .formatted(size, last.size(), witnessed.file()));
    }
    if (newest == null) {
      return new Answer.UpTo(0);
    }
    var signed = tree.newestCheckpoint().orElse(null);
    var why = contradiction(newest, last, signed);
    if (why != null) {
      return new Answer.Refused(why);
    }
    var checkpoint = Checkpoint.of(origin, newest.size(), newest.root());
    if (signed != null && Checkpoint.parse(SignedNote.parse(signed).text()).equals(checkpoint)) {
      return new Answer.UpTo(newest.size());
    }
    witnessed.write(checkpoint);
    var text = checkpoint.text();
    var now = clock.instant();
    var note = new SignedNote(text, List.of(key.sign(text, now.getEpochSecond())));
    tree.store(new Signed(checkpoint, note.toString()), now);
    return new Answer.UpTo(newest.size());
  }

  private @Nullable String contradiction(Grown newest, Checkpoint last, @Nullable String signed) {
    if (!isExtended(last, newest)) {
      return "the log does not extend the one of size %d that was signed before (%s)"
          .formatted(last.size(), witnessed.file());
    }
    if (signed == null) {
      return null;
    }
    var note = SignedNote.parse(signed);
    try {
      note.requireSigned(key.verifier());
    } catch (NotSigned another) {
      return "the newest checkpoint is %s: does every node have the same key file?"
          .formatted(another.getMessage());
    }
    var before = Checkpoint.parse(note.text());
    return isExtended(before, newest)
        ? null
        : "the log does not extend its own checkpoint of size " + before.size();
  }

  private boolean isExtended(Checkpoint before, Grown newest) {
    if (before.size() > newest.size()) {
      return false;
    }
    var proof =
        before.size() == 0 || before.size() == newest.size()
            ? List.<Hash>of()
            : MerkleTree.consistency(new Tiles(tree, newest.size()), before.size(), newest.size());
    return MerkleTree.extendsTree(
        before.root(), before.size(), newest.root(), newest.size(), proof);
  }
}
