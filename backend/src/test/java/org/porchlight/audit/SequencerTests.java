package org.porchlight.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.porchlight.audit.CheckpointSigner.Answer;
import org.porchlight.audit.tlog.Checkpoint;
import org.porchlight.audit.tlog.Hash;
import org.porchlight.audit.tlog.MerkleTree;
import org.porchlight.audit.tlog.ProofFile;
import org.porchlight.audit.tlog.SignedNote;
import org.porchlight.audit.tlog.Tiles;
import org.porchlight.audit.tlog.TreeEdge;
import org.porchlight.audit.tlog.VerifierKey;
import org.springframework.context.SmartLifecycle;
import org.springframework.core.io.ClassPathResource;

class SequencerTests {

  @TempDir Path folder;

  @Test
  void everyEntryGetsOnePlaceInTheOrderOfWriting() {
    var log = log();
    log.append(700, "a");

    log.sequence();

    assertThat(places(log)).hasSize(700).isSorted().doesNotHaveDuplicates();
    assertThat(log.tree.newest().orElseThrow().size()).isEqualTo(700);
  }

  @Test
  void entryThatIsCommittedLateIsSequencedOnceAndNotLost() throws Exception {
    var log = log();
    try (var slow = log.connection()) {
      var late = LogForTests.on(slow).append(LogForTests.look("late"));
      var early = log.append("early");
      assertThat(late.entry()).isLessThan(early.entry());
      log.sequence();
      log.sequence();
      log.append("early");
      log.sequence();
      assertThat(places(log)).doesNotContain(late.entry()).hasSize(2);

      slow.commit();
      log.sequence();
      log.sequence();

      assertThat(places(log)).endsWith(late.entry()).hasSize(3).doesNotHaveDuplicates();
    }
  }

  /// The newest transaction that has ended says nothing about those that have begun after it.
  @Test
  void entryOfATransactionThatBeganLaterAndWroteEarlierIsNotLost() throws Exception {
    var log = log();
    try (var quick = log.connection();
        var slow = log.connection()) {
      takeNumber(quick);
      takeNumber(slow);
      var late = LogForTests.on(slow).append(LogForTests.look("late"));
      var early = LogForTests.on(quick).append(LogForTests.look("early"));
      assertThat(late.entry()).isLessThan(early.entry());
      quick.commit();
      for (int i = 0; i < 5; i++) {
        log.sequence();
        log.append("early");
      }

      slow.commit();
      log.sequence();
      log.sequence();

      assertThat(places(log)).contains(late.entry()).hasSize(7).doesNotHaveDuplicates();
    }
  }

  private static void takeNumber(Connection connection) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute("SELECT pg_current_xact_id()");
    }
  }

  @Test
  void entriesThatAnOlderVersionPassedOverAreGivenPlaces() throws Exception {
    var log = log();
    log.append(2, "a");
    log.sequence();
    log.asOwner("UPDATE audit.tree SET floor = 4");
    log.append(4, "a");
    var next = log.anotherNode();
    next.sequence();
    assertThat(places(next)).hasSize(4).doesNotContain(3L, 4L);

    log.asOwner(
        new ClassPathResource("db/migration/audit/V2__places_for_what_was_passed_over.sql")
            .getContentAsString(UTF_8));
    var last = log.anotherNode();
    last.sequence();
    last.sequence();

    assertThat(places(last)).hasSize(6).endsWith(3L, 4L).doesNotHaveDuplicates();
  }

  @Test
  void lateEntryIsFoundEvenAfterARestart() throws Exception {
    var log = log();
    try (var slow = log.connection()) {
      var late = LogForTests.on(slow).append(LogForTests.look("late"));
      for (int i = 0; i < 5; i++) {
        log.append("early");
        log.sequence();
      }

      slow.commit();
      var restarted = log.anotherNode();
      restarted.sequence();

      assertThat(places(log)).endsWith(late.entry()).hasSize(6);
    }
  }

  @Test
  void floorRisesOnlyOverWhatCanNoLongerAppear() throws Exception {
    var log = log();
    try (var slow = log.connection()) {
      var late = LogForTests.on(slow).append(LogForTests.look("late"));
      for (int i = 0; i < 5; i++) {
        log.append("early");
        log.sequence();
      }
      assertThat(log.tree.newest().orElseThrow().floor()).isLessThan(late.entry());
      slow.rollback();
    }

    for (int i = 0; i < 3; i++) {
      log.append("early");
      log.sequence();
    }

    assertThat(log.tree.newest().orElseThrow().floor()).isGreaterThan(5);
  }

  @Test
  void entriesOfOneCameraStandInTheOrderOfTheirNumbers() throws Exception {
    var log = log();
    var writers = new ArrayList<Callable<Void>>();
    for (int t = 0; t < 6; t++) {
      writers.add(() -> {
        for (int i = 0; i < 50; i++) {
          log.append("cam" + i % 3);
        }
        return null;
      });
    }
    writers.add(() -> {
      while (log.tree.newest().map(JdbcTree.Grown::size).orElse(0L) < 300) {
        log.sequencer.sequence();
      }
      return null;
    });
    try (var threads = Executors.newFixedThreadPool(writers.size())) {
      for (var done : threads.invokeAll(writers)) {
        done.get();
      }
    }

    record Numbered(String line, long cameraSeq) {}
    var numbers =
        log.jdbc
            .sql(
                """
                SELECT e.line, e.camera_seq
                FROM audit.leaf l JOIN audit.entry e USING (entry)
                ORDER BY l.index
                """)
            .query(Numbered.class)
            .list();
    var byCamera = new HashMap<String, Long>();
    for (var entry : numbers) {
      assertThat(entry.cameraSeq()).isEqualTo(byCamera.merge(entry.line(), 1L, Long::sum));
    }
    assertThat(numbers).hasSize(300);
  }

  @Test
  void twoNodesTakeTurnsOnOneTree() {
    var one = log();
    var other = one.anotherNode();
    for (int round = 0; round < 5; round++) {
      one.append(150, "a");
      (round % 2 == 0 ? one : other).sequenceAndSign();
    }

    assertThat(other.tree.newest().orElseThrow().size()).isEqualTo(750);
    assertThat(other.tree.newest().orElseThrow().root()).isEqualTo(rootFromLeaves(one));
    assertThat(other.signer.sign()).isEqualTo(new Answer.UpTo(750));
  }

  @Test
  void nodeThatIsNotTheSequencerWaits() throws Exception {
    var log = log();
    log.append("a");
    try (var holder = log.connection();
        var lock = holder.prepareStatement("SELECT pg_advisory_xact_lock(1886154599, 0)")) {
      lock.execute();

      assertThat(log.sequencer.sequence().size()).isZero();
      assertThat(log.signer.sign()).isEqualTo(new Answer.Busy());

      holder.rollback();
      assertThat(log.sequencer.sequence().size()).isEqualTo(1);
    }
  }

  @Test
  void signedCheckpointProvesEveryLeafToAnOutsider() throws Exception {
    var log = log();
    log.append(300, "a");
    log.sequenceAndSign();
    log.append(37, "b");
    log.sequence();

    var note = SignedNote.parse(log.published.checkpoint().orElseThrow());
    note.requireSigned(VerifierKey.parse(log.published.verifierKey()));
    var checkpoint = Checkpoint.parse(note.text());
    assertThat(checkpoint.size()).isEqualTo(300);
    assertThat(checkpoint.origin()).isEqualTo(LogForTests.ORIGIN);
    for (var index : new long[] {0, 255, 256, 299}) {
      var file = ProofFile.parse(log.published.proof(index).orElseThrow());
      assertThat(file.checkpoint()).isEqualTo(note.toString());
      var leaf = Hash.leaf(leaf(log, index));
      assertThat(MerkleTree.includes(checkpoint.root(), 300, index, leaf, file.proof())).isTrue();
    }
    assertThat(log.published.proof(300)).isEmpty();
  }

  @Test
  void tilesAndBundlesAreGivenOutOnlyAsFarAsTheyAreSigned() {
    var log = log();
    assertThat(log.published.checkpoint()).isEmpty();
    assertThat(log.published.tile(0, 0, 1)).isEmpty();
    log.append(600, "a");
    log.sequence();
    assertThat(log.published.entries(0, 256)).isEmpty();

    log.signer.sign();

    assertThat(log.published.tile(0, 0, 256).orElseThrow()).hasSize(8_192);
    assertThat(log.published.tile(0, 2, 88).orElseThrow()).hasSize(88 * 32);
    assertThat(log.published.tile(0, 2, 89)).isEmpty();
    assertThat(log.published.tile(1, 0, 2).orElseThrow())
        .isEqualTo(
            Hash.join(
                List.of(
                    Tiles.root(Tiles.split(log.published.tile(0, 0, 256).orElseThrow())),
                    Tiles.root(Tiles.split(log.published.tile(0, 1, 256).orElseThrow())))));
    assertThat(log.published.tile(1, 0, 3)).isEmpty();
    assertThat(log.published.tile(-1, 0, 1)).isEmpty();
    assertThat(log.published.tile(8, 0, 1)).isEmpty();
    assertThat(log.published.tile(0, Long.MAX_VALUE, 256)).isEmpty();
    assertThat(log.published.entries(2, 88)).isPresent();
    assertThat(log.published.entries(2, 0)).isEmpty();
  }

  @Test
  void longestLeafFitsItsBundle() {
    var log = log();
    var entry =
        log.append(AuditEvent.of("note.kept", Outcome.DONE).plain("note", "x".repeat(65_300)));
    log.sequenceAndSign();

    var bundle = log.published.entries(0, 1).orElseThrow();

    assertThat(entry.entry()).isPositive();
    assertThat(bundle.length).isGreaterThan(65_300);
    assertThat(((bundle[0] & 0xff) << 8) + (bundle[1] & 0xff)).isEqualTo(bundle.length - 2);
    assertThatThrownBy(() ->
            log.append(AuditEvent.of("note.kept", Outcome.DONE).plain("note", "x".repeat(65_500))))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void everyCheckpointExtendsTheOneBefore() {
    var log = log();
    for (int round = 1; round <= 30; round++) {
      log.append(round * 3, "a");
      log.sequenceAndSign();
    }

    var checkpoints =
        log
            .jdbc
            .sql("SELECT note FROM audit.checkpoint ORDER BY size")
            .query(String.class)
            .list()
            .stream()
            .map(note -> Checkpoint.parse(SignedNote.parse(note).text()))
            .toList();
    assertThat(checkpoints).hasSize(30);
    for (int i = 1; i < checkpoints.size(); i++) {
      var old = checkpoints.get(i - 1);
      var now = checkpoints.get(i);
      var proof = MerkleTree.consistency(new Tiles(log.tree, now.size()), old.size(), now.size());
      assertThat(MerkleTree.extendsTree(old.root(), old.size(), now.root(), now.size(), proof))
          .isTrue();
    }
  }

  @Test
  void nothingNewIsNotSignedAgain() {
    var log = log();
    log.append("a");
    log.sequenceAndSign();
    var first = log.published.checkpoint();

    assertThat(log.signer.sign()).isEqualTo(new Answer.UpTo(1));
    assertThat(log.published.checkpoint()).isEqualTo(first);
  }

  @Test
  void logRestoredFromABackupRefusesToSign() {
    var log = log();
    log.append(10, "a");
    log.sequenceAndSign();
    log.append(10, "a");
    log.sequenceAndSign();
    for (var table : List.of("checkpoint WHERE size", "tree WHERE size", "entry WHERE entry")) {
      log.asOwner("DELETE FROM audit." + table + " > 10");
    }
    log.asOwner("DELETE FROM audit.leaf WHERE index >= 10");
    var restored = log.anotherNode();

    assertThat(restored.signer.sign()).isInstanceOf(Answer.Refused.class);
    restored.append(5, "a");
    restored.sequence();
    assertThat(restored.signer.sign()).isInstanceOf(Answer.Refused.class);
  }

  @Test
  void backupThatGrewPastTheWitnessedSizeWithOtherEntriesRefusesToSign() {
    var log = log();
    log.append(20, "a");
    log.sequenceAndSign();
    log.asOwner("DELETE FROM audit.checkpoint");
    log.asOwner("DELETE FROM audit.tree");
    log.asOwner("DELETE FROM audit.leaf");
    log.asOwner("DELETE FROM audit.entry");
    log.append(30, "a");
    var restored = log.anotherNode();
    restored.sequence();

    assertThat(restored.signer.sign()).isInstanceOf(Answer.Refused.class);
    assertThat(restored.published.checkpoint()).isEmpty();
  }

  @Test
  void everyStartIsAnEntryUnderACheckpointBeforeTheFirstRequest() {
    var log = log();
    for (int starts = 1; starts <= 2; starts++) {
      var loop = log.anotherNode().loop();
      loop.start();
      loop.stop();

      var note = SignedNote.parse(log.published.checkpoint().orElseThrow());
      assertThat(Checkpoint.parse(note.text()).size()).isEqualTo(starts);
    }
    assertThat(log.loop().getPhase()).isLessThan(SmartLifecycle.DEFAULT_PHASE - 2048);
  }

  @Test
  void rewrittenTreeIsNotSigned() {
    var log = log();
    log.append(20, "a");
    log.sequenceAndSign();
    var checkpoint = log.published.checkpoint();
    log.asOwner("UPDATE audit.entry SET hash = sha256('x') WHERE entry = 7");
    log.append(5, "a");

    var node = log.anotherNode();

    assertThatThrownBy(node::sequence).isInstanceOf(IllegalStateException.class);
    assertThat(node.published.checkpoint()).isEqualTo(checkpoint);
  }

  @Test
  void nodeWithAnotherKeyRefusesToSign() {
    var log = log();
    log.append(3, "a");
    log.sequenceAndSign();
    log.append(3, "a");

    var stranger = new LogForTests(log.url, folder.resolve("stranger.key"), 1_000);
    stranger.sequence();

    assertThat(stranger.signer.sign()).isInstanceOf(Answer.Refused.class);
    assertThat(log.signer.sign()).isEqualTo(new Answer.UpTo(6));
  }

  @Test
  void crashBetweenTheWitnessedSizeAndTheCheckpointIsMadeGood() {
    var log = log();
    log.append(12, "a");
    log.sequence();
    var tree = log.tree.newest().orElseThrow();
    new WitnessedSize(log.keyFile)
        .write(Checkpoint.of(LogForTests.ORIGIN, tree.size(), tree.root()));

    assertThat(log.anotherNode().signer.sign()).isEqualTo(new Answer.UpTo(12));
    assertThat(log.published.checkpoint()).isPresent();
  }

  @Test
  void keyIsMadeForItsOwnerOnlyAndKept() throws Exception {
    var log = log();

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(log.keyFile)))
        .isEqualTo("rw-------");
    assertThat(log.anotherNode().published.verifierKey()).isEqualTo(log.published.verifierKey());
    assertThatThrownBy(() -> LogKeyFile.readOrCreate(log.keyFile, "other.origin/audit", true))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(
            () -> LogKeyFile.readOrCreate(folder.resolve("none.key"), "a.example/log", false))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void smallBatchesMakeTheSameTree() {
    var log = LogForTests.fresh(folder.resolve("small.key"), 7);
    log.append(600, "a");

    log.sequenceAndSign();

    assertThat(log.tree.newest().orElseThrow().root()).isEqualTo(rootFromLeaves(log));
    assertThat(log.published.tile(0, 1, 256)).isPresent();
  }

  private LogForTests log() {
    return LogForTests.fresh(folder.resolve("log.key"));
  }

  /// Entry numbers in the order of their places, which are checked to be gap-less.
  static List<Long> places(LogForTests log) {
    var indexes =
        log.jdbc.sql("SELECT index FROM audit.leaf ORDER BY index").query(Long.class).list();
    for (int i = 0; i < indexes.size(); i++) {
      assertThat(indexes.get(i)).isEqualTo(i);
    }
    return log.jdbc.sql("SELECT entry FROM audit.leaf ORDER BY index").query(Long.class).list();
  }

  static Hash rootFromLeaves(LogForTests log) {
    var leaves = new ArrayList<Hash>();
    log.jdbc
        .sql("SELECT e.leaf FROM audit.leaf l JOIN audit.entry e USING (entry) ORDER BY l.index")
        .query(byte[].class)
        .list()
        .forEach(leaf -> leaves.add(Hash.leaf(leaf)));
    var edge = TreeEdge.empty();
    leaves.forEach(leaf -> edge.add(leaf, _ -> {}));
    return edge.root();
  }

  private static byte[] leaf(LogForTests log, long index) {
    return log.jdbc
        .sql("SELECT e.leaf FROM audit.leaf l JOIN audit.entry e USING (entry) WHERE l.index = ?")
        .param(index)
        .query(byte[].class)
        .single();
  }
}
