package org.porchlight.audit;

import java.nio.file.Path;
import java.util.Random;
import org.porchlight.audit.tlog.Checkpoint;
import org.porchlight.audit.tlog.SignedNote;

/// A node of its own process that writes, sequences, signs and publishes as fast as it can until it
/// is killed. Prints the size and root of every checkpoint it has published.
final class NodeUnderFire {

  private NodeUnderFire() {}

  public static void main(String[] args) {
    var node = new LogForTests(args[0], Path.of(args[1]), 50);
    for (int writer = 0; writer < 3; writer++) {
      var random = new Random(Long.parseLong(args[2]) + writer);
      Thread.ofPlatform().start(() -> write(node, random));
    }
    while (true) {
      node.sequencer.sequence();
      node.signer.sign();
      node.published
          .checkpoint()
          .map(note -> Checkpoint.parse(SignedNote.parse(note).text()))
          .ifPresent(checkpoint ->
              System.out.println(checkpoint.size() + " " + checkpoint.root().base64()));
    }
  }

  /// Now and then two entries in one transaction, and now and then none after all.
  private static void write(LogForTests node, Random random) {
    while (true) {
      node.transaction.executeWithoutResult(status -> {
        var camera = random.nextInt(5);
        node.log.append(LogForTests.look("camera " + camera));
        if (random.nextInt(4) == 0) {
          node.log.append(LogForTests.look("camera " + (camera + 1)));
        }
        if (random.nextInt(8) == 0) {
          status.setRollbackOnly();
        }
      });
    }
  }
}
