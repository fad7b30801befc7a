package org.porchlight.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.porchlight.audit.CheckpointSigner.Answer;
import org.porchlight.audit.tlog.Hash;
import org.porchlight.audit.tlog.MerkleTree;
import org.porchlight.audit.tlog.Tiles;

/// Two nodes on one log, each a process that is killed (SIGKILL) in the middle of its work, again
/// and again.
class KilledNodesTests {

  static final int ROUNDS = 3;

  @TempDir Path folder;

  @Test
  @Timeout(180)
  void nothingIsLostDoubledOrContradicted() throws Exception {
    var log = LogForTests.fresh(folder.resolve("log.key"));
    var random = new Random(20260601);
    Set<String> seen = new TreeSet<>();
    for (int round = 0; round < ROUNDS; round++) {
      var nodes = new ArrayList<Callable<Set<String>>>();
      for (int node = 0; node < 2; node++) {
        var seed = random.nextLong(1_000_000);
        nodes.add(() -> runAndKill(log, seed, 1 + new Random(seed).nextInt(40)));
      }
      try (var threads = Executors.newFixedThreadPool(nodes.size())) {
        for (var done : threads.invokeAll(nodes)) {
          seen.addAll(done.get());
        }
      }
    }

    log.sequenceAndSign();

    // Every entry that was committed is in the tree, once, and the places have no gap.
    var entries = log.jdbc.sql("SELECT entry FROM audit.entry").query(Long.class).list();
    assertThat(SequencerTests.places(log)).containsExactlyInAnyOrderElementsOf(entries);
    assertThat(entries.size()).isGreaterThan(50);
    var newest = log.tree.newest().orElseThrow();
    assertThat(newest.root()).isEqualTo(SequencerTests.rootFromLeaves(log));
    assertThat(log.signer.sign()).isEqualTo(new Answer.UpTo(newest.size()));
    // Every camera's numbers go up by one in the order of the log.
    record Numbered(String line, long cameraSeq) {}
    var byCamera = new HashMap<String, Long>();
    log.jdbc
        .sql(
            """
            SELECT e.line, e.camera_seq
            FROM audit.leaf l JOIN audit.entry e USING (entry)
            ORDER BY l.index
            """)
        .query(Numbered.class)
        .list()
        .forEach(entry ->
            assertThat(entry.cameraSeq()).isEqualTo(byCamera.merge(entry.line(), 1L, Long::sum)));
    assertThat(byCamera).hasSizeBetween(5, 6);
    // What anybody saw published is a beginning of what is there now.
    assertThat(seen).isNotEmpty();
    for (var checkpoint : seen) {
      var size = Long.parseLong(checkpoint.substring(0, checkpoint.indexOf(' ')));
      var root = Hash.ofBase64(checkpoint.substring(checkpoint.indexOf(' ') + 1));
      assertThat(MerkleTree.root(new Tiles(log.tree, newest.size()), size)).isEqualTo(root);
    }
  }

  /// Lets a node publish so many times, and kills it then, wherever its threads are.
  private static Set<String> runAndKill(LogForTests log, long seed, int published)
      throws IOException, InterruptedException {
    var process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                NodeUnderFire.class.getName(),
                log.url,
                log.keyFile.toString(),
                Long.toString(seed))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    var seen = new TreeSet<String>();
    try (var output = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
      for (var line = output.readLine(); line != null; line = output.readLine()) {
        if (line.matches("[0-9]+ [A-Za-z0-9+/]{43}=")) {
          seen.add(line);
        }
        if (seen.size() >= published) {
          break;
        }
      }
      process.destroyForcibly();
      process.waitFor();
    }
    return seen;
  }
}
