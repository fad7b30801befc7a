package org.porchlight.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.porchlight.audit.tlog.Checkpoint;
import org.porchlight.audit.tlog.Hash;
import org.porchlight.audit.tlog.SignedNote;
import org.porchlight.audit.tlog.SigningKey;
import org.porchlight.audit.tlog.TreeEdge;
import org.porchlight.audit.tlog.VerifierKey.Kind;

/// Runs the offline verifier on what a real log publishes, whole and tampered with.
class VerifyAuditTests {

  static final Path SOURCE = Path.of("../infra/tools/VerifyAudit.java");
  static final int ENTRIES = 600;
  static final int BEFORE = 300;

  @TempDir static Path shared;
  static Method run;
  static LogForTests log;
  static String previousCheckpoint;

  @TempDir Path folder;
  Path kit;
  Path previous;
  String said = "";

  record Told(int status, String output) {}

  @BeforeAll
  static void writeALog() throws Exception {
    log = LogForTests.fresh(shared.resolve("log.key"));
    fill(BEFORE);
    previousCheckpoint = log.published.checkpoint().orElseThrow();
    fill(ENTRIES - BEFORE);

    var classes = Files.createDirectory(shared.resolve("classes"));
    var compiled =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, "-d", classes.toString(), SOURCE.toString());
    assertThat(compiled).isZero();
    run =
        new URLClassLoader(new URL[] {classes.toUri().toURL()}, null)
            .loadClass("VerifyAudit")
            .getMethod("run", String[].class, PrintStream.class);
  }

  /// Two of three entries name one of two cameras.
  private static void fill(int entries) {
    for (int i = 0; i < entries; i++) {
      log.append(
          i % 3 == 2
              ? AuditEvent.of("login.failed", Outcome.DENY).personal("q", "somebody \u00e9\n")
              : LogForTests.look("camera " + i % 3));
    }
    log.sequenceAndSign();
  }

  @BeforeEach
  void exportTheKit() throws IOException {
    kit = folder.resolve("kit");
    export(log.published, ENTRIES, kit);
    previous = Files.writeString(folder.resolve("previous"), previousCheckpoint);
  }

  /// Writes what the log publishes to the paths at which it publishes it.
  static void export(PublicLog log, long size, Path kit) throws IOException {
    Files.createDirectories(kit);
    Files.writeString(kit.resolve("checkpoint"), log.checkpoint().orElseThrow());
    Files.writeString(kit.resolve("key"), log.verifierKey() + "\n");
    for (int level = TilePath.ENTRIES; level < 8; level++) {
      var hashes = size >> (8 * Math.max(level, 0));
      for (long number = 0; number * 256 < hashes; number++) {
        var path = new TilePath(level, number, (int) Math.min(256, hashes - number * 256));
        var file = kit.resolve("tile/" + path);
        Files.createDirectories(file.getParent());
        Files.write(file, log.at(path).orElseThrow());
      }
    }
  }

  @Test
  void untouchedKitIsRight() throws Exception {
    assertThat(verify("--previous", previous.toString())).isZero();
    assertThat(said)
        .contains("log.test/audit, 600 entries")
        .contains("signed by log.test/audit")
        .contains("its 300 entries are the first of this log")
        .contains("cameras: 2, with 400 entries; gaps: 0")
        .contains("OK")
        .doesNotContain("BAD", "first bad index");
    assertThat(verify()).isZero();
  }

  @Test
  void itRunsAsOneFileWithNothingElse() throws Exception {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var process =
        new ProcessBuilder(
                java,
                SOURCE.toAbsolutePath().toString(),
                kit.toString(),
                "--previous",
                previous.toString())
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .start();
    var output = new String(process.getInputStream().readAllBytes(), UTF_8);

    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(output).contains("OK");
    assertThat(process.exitValue()).isZero();
    assertThat(Files.readString(SOURCE)).doesNotContain("java.net", "org.porchlight");
  }

  @Test
  void flippedByteInAnEntryIsFound() throws Exception {
    var bundle = kit.resolve("tile/entries/001");
    var bytes = Files.readAllBytes(bundle);
    var at = 0;
    for (int i = 0; i < 77; i++) {
      at += 2 + ((bytes[at] & 0xff) << 8) + (bytes[at + 1] & 0xff);
    }
    bytes[at + 40] ^= 1;
    Files.write(bundle, bytes);

    assertThat(verify()).isEqualTo(1);
    assertThat(said).contains("entry 333 is not the one in the tree", "first bad index: 333");
  }

  @Test
  void missingTileIsNamed() throws Exception {
    Files.delete(kit.resolve("tile/0/001"));

    assertThat(verify()).isEqualTo(1);
    assertThat(said).contains("tile/0: tile 001 is missing", "first bad index: 256");
  }

  @Test
  void missingBundleIsNamed() throws Exception {
    Files.delete(kit.resolve("tile/entries/002.p/88"));

    assertThat(verify()).isEqualTo(1);
    assertThat(said).contains("bundle 002 is missing", "first bad index: 512");
  }

  @Test
  void missingUpperTileIsNamed() throws Exception {
    Files.delete(kit.resolve("tile/1/000.p/2"));

    assertThat(verify()).isEqualTo(1);
    assertThat(said).contains("tile/1: tile 000 is missing", "first bad index: 0");
  }

  @Test
  void forgedCheckpointVouchesForNothing() throws Exception {
    var checkpoint = kit.resolve("checkpoint");
    Files.writeString(checkpoint, Files.readString(checkpoint).replace("\n600\n", "\n599\n"));

    assertThat(verify()).isEqualTo(1);
    assertThat(said).contains("its signature is wrong", "first bad index: 0");
  }

  @Test
  void checkpointByAnotherKeyVouchesForNothing() throws Exception {
    var text = SignedNote.parse(Files.readString(kit.resolve("checkpoint"))).text();
    var stranger = SigningKey.generate(LogForTests.ORIGIN);
    var note = new SignedNote(text, List.of(stranger.sign(text, 0)));
    Files.writeString(kit.resolve("checkpoint"), note.toString());

    assertThat(verify()).isEqualTo(1);
    assertThat(said).contains("not signed with this key", "first bad index: 0");
  }

  @Test
  void historyRewrittenSinceAnEarlierCheckpointIsFound() throws Exception {
    var rewritten = Checkpoint.of(LogForTests.ORIGIN, BEFORE, Hash.EMPTY).text();
    var key = SigningKey.parse(Files.readString(log.keyFile));
    Files.writeString(
        previous, new SignedNote(rewritten, List.of(key.sign(rewritten, 0))).toString());

    assertThat(verify("--previous", previous.toString())).isEqualTo(1);
    assertThat(said)
        .contains("the first 300 entries are not those of the previous checkpoint")
        .contains("first bad index: 0");
  }

  @Test
  void logThatShrankIsFound() throws Exception {
    var larger = Checkpoint.of(LogForTests.ORIGIN, ENTRIES + 1, Hash.EMPTY).text();
    var key = SigningKey.parse(Files.readString(log.keyFile));
    Files.writeString(previous, new SignedNote(larger, List.of(key.sign(larger, 0))).toString());

    assertThat(verify("--previous", previous.toString())).isEqualTo(1);
    assertThat(said).contains("the log has become smaller", "first bad index: 600");
  }

  @Test
  void entryLeftOutOfARebuiltLogShowsAsAGap() throws Exception {
    rebuildWithout(100);

    assertThat(verify()).isEqualTo(1);
    assertThat(said)
        .contains("gaps: 1")
        .contains("gap: entry 102")
        .contains("first bad index: 102");
  }

  @Test
  void signaturesOfWitnessesAreChecked() throws Exception {
    var note = SignedNote.parse(Files.readString(kit.resolve("checkpoint")));
    var seed = new byte[32];
    var witness = SigningKey.ofSeed("witness.test/w1", Kind.COSIGNATURE, seed);
    Files.writeString(kit.resolve("witnesses"), witness.verifier() + "\n");
    Files.writeString(
        kit.resolve("checkpoint"), note.with(witness.sign(note.text(), 1_767_225_600)).toString());
    assertThat(verify()).isZero();
    assertThat(said).contains("witnesses: 1 of 1 signed");

    Files.writeString(
        kit.resolve("checkpoint"), note.with(witness.sign("other\n", 1_767_225_600)).toString());
    assertThat(verify()).isEqualTo(1);
    assertThat(said).contains("the signature of the witness witness.test/w1 is wrong");
  }

  @Test
  void wrongUseIsNotSuccess() throws Exception {
    assertThat(tell(new String[0]).status()).isEqualTo(1);
    assertThat(tell(new String[] {folder.resolve("nothing").toString()}).status()).isEqualTo(1);
  }

  /// Makes a whole new log, tiles, root and signature, as an operator with the key could.
  private void rebuildWithout(int left) throws IOException {
    var leaves = new ArrayList<byte[]>();
    for (int i = 0; i < 3; i++) {
      var bytes =
          ByteBuffer.wrap(log.published.entries(i, Math.min(256, ENTRIES - 256 * i)).orElseThrow());
      while (bytes.hasRemaining()) {
        var leaf = new byte[bytes.getShort() & 0xffff];
        bytes.get(leaf);
        leaves.add(leaf);
      }
    }
    leaves.remove(left);
    var edge = TreeEdge.empty();
    var hashes = leaves.stream().map(Hash::leaf).toList();
    for (int n = 0; n * 256 < leaves.size(); n++) {
      var to = Math.min(leaves.size(), n * 256 + 256);
      var bundle = new ByteArrayOutputStream();
      for (var leaf : leaves.subList(n * 256, to)) {
        bundle.write(leaf.length >> 8);
        bundle.write(leaf.length);
        bundle.write(leaf);
      }
      write(new TilePath(TilePath.ENTRIES, n, to - n * 256), bundle.toByteArray());
      write(new TilePath(0, n, to - n * 256), Hash.join(hashes.subList(n * 256, to)));
    }
    var upper = new ArrayList<Hash>();
    hashes.forEach(hash -> edge.add(hash, tile -> upper.add(tile.root())));
    write(new TilePath(1, 0, upper.size()), Hash.join(upper));
    var text = Checkpoint.of(LogForTests.ORIGIN, leaves.size(), edge.root()).text();
    var key = SigningKey.parse(Files.readString(log.keyFile));
    Files.writeString(
        kit.resolve("checkpoint"), new SignedNote(text, List.of(key.sign(text, 0))).toString());
  }

  private void write(TilePath path, byte[] bytes) throws IOException {
    Files.write(kit.resolve("tile/" + path), bytes);
  }

  private int verify(String... more) throws Exception {
    var args = new ArrayList<String>();
    args.add(kit.toString());
    args.addAll(List.of(more));
    var told = tell(args.toArray(String[]::new));
    said = told.output();
    return told.status();
  }

  private static Told tell(String[] args) throws Exception {
    var output = new ByteArrayOutputStream();
    var status = (int) run.invoke(null, args, new PrintStream(output, true, UTF_8));
    return new Told(status, output.toString(UTF_8));
  }
}
