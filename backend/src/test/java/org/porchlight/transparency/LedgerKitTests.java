package org.porchlight.transparency;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipInputStream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.porchlight.access.Access;
import org.porchlight.access.AccessForTests;
import org.porchlight.access.Decision.Allowed;
import org.porchlight.access.Use;
import org.porchlight.audit.AuditEvent;
import org.porchlight.audit.AuditLog;
import org.porchlight.audit.AuditTrail;
import org.porchlight.audit.Outcome;
import org.porchlight.audit.PublicLog;
import org.porchlight.consent.Level;
import org.porchlight.identity.Actor;
import org.porchlight.identity.OrganisationId;
import org.porchlight.identity.PresentForTests;
import org.porchlight.identity.Role;
import org.porchlight.registry.CameraId;
import org.porchlight.testing.Town;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.transaction.support.TransactionTemplate;

/// What an owner takes home convinces a program that knows nothing of ours, and only as long as
/// nobody has touched it.
@SpringBootTest
class LedgerKitTests {

  static final Path VERIFIER = Path.of("../infra/tools/VerifyAudit.java");
  static final int ENTRIES = 640;

  @TempDir static Path shared;
  static Method run;
  static Actor owner;
  static CameraId camera;
  static byte[] zip = {};

  @Autowired BeanFactory beans;
  @Autowired LedgerKit kits;
  @Autowired AuditLog log;
  @Autowired AuditTrail trail;
  @Autowired PublicLog published;
  @Autowired TransactionTemplate transaction;

  @TempDir Path folder;
  Path kit;

  @BeforeAll
  static void compileTheVerifier() throws Exception {
    var classes = Files.createDirectory(shared.resolve("classes"));
    var compiled =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, "-d", classes.toString(), VERIFIER.toString());
    assertThat(compiled).isZero();
    run =
        new URLClassLoader(new URL[] {classes.toUri().toURL()}, null)
            .loadClass("VerifyAudit")
            .getMethod("run", String[].class, PrintStream.class);
  }

  @BeforeEach
  void takeItHome() throws IOException {
    if (zip.length == 0) {
      fill();
    }
    kit = unpack(zip, folder.resolve("kit"));
  }

  private void fill() throws IOException {
    var town = new Town(beans);
    owner = town.owner();
    camera = town.proved(owner, town.center, Level.ALWAYS);
    Access access = AccessForTests.of(beans, new PresentForTests());
    var permit =
        ((Allowed) access.ask(town.person(Role.OPERATOR), camera, Use.LIVE, "INV-ROBBERY", null))
            .permit();
    access.close(permit, 65_000, 1_234_567, "VIEWER_LEFT");
    for (var at = newest(); at < ENTRIES; at++) {
      var n = at;
      transaction.executeWithoutResult(_ ->
          log.append(
              AuditEvent.of("camera.snapshot", Outcome.ALLOW)
                  .camera(camera.toString())
                  .personal("act", "somebody " + n)
                  .personal("src", "198.51.100." + n % 250)));
    }
    await()
        .atMost(Duration.ofMinutes(2))
        .until(() -> published.proofs().map(of -> of.size()).orElse(0L) > newestIndex());
    var out = new ByteArrayOutputStream();
    kits.open(owner, camera).write(new Reading(), out);
    zip = out.toByteArray();
  }

  private long newest() {
    return trail.ofCamera(camera.toString(), Long.MAX_VALUE, 1).getFirst().cameraSeq();
  }

  private long newestIndex() {
    var index = trail.ofCamera(camera.toString(), Long.MAX_VALUE, 1).getFirst().index();
    return index == null ? Long.MAX_VALUE : index;
  }

  @Test
  void theKitIsRightAndComplete() throws Exception {
    assertThat(verify())
        .contains("OK: every entry is in the public log", "no number is missing between 1 and 640")
        .doesNotContain("BAD");
    try (var proofs = Files.list(kit.resolve("proofs"))) {
      assertThat(proofs).hasSize(ENTRIES);
    }
    assertThat(Files.readString(kit.resolve("ledger.en.html")))
        .startsWith("640 of 640")
        .contains("camera.live.open 1234567", "camera.registered");
    assertThat(kit.resolve("HOW-TO.txt")).content().contains("VerifyAudit.java", "Qué prueba");
  }

  @Test
  void whereOthersSatIsNotGivenToTheOwnerAndItIsRightAllTheSame() throws Exception {
    var json = Files.readString(kit.resolve("ledger.json"));

    assertThat(json).doesNotContain("198.51.100.77").contains("somebody 77");
    assertThat(verify()).contains("stay closed");
  }

  @Test
  void aChangedEntryIsFound() throws Exception {
    change("\\\"ev\\\":\\\"camera.live.open\\\"", "\\\"ev\\\":\\\"camera.snapshot\\\"");

    assertThat(verify()).contains("is not in the log as it stands here", "FAILED");
  }

  @Test
  void aValueThatWasNotTheOneIsFound() throws Exception {
    change("somebody 300", "somebody 301");

    assertThat(verify())
        .contains("Entry 301: \"act\" was not \"somebody 301\" when the log was written.");
  }

  @Test
  void anEntryThatWasTakenOutIsFound() throws Exception {
    var lines = new ArrayList<>(Files.readAllLines(kit.resolve("ledger.json")));
    lines.removeIf(line -> line.startsWith("{\"n\":400,"));
    Files.write(kit.resolve("ledger.json"), lines);

    assertThat(verify())
        .contains("Number 400 is missing: an entry was taken out of this ledger.")
        .contains("Entry 401 does not follow the entry before it in this ledger.");
  }

  @Test
  void theLastEntryTakenOutIsFound() throws Exception {
    var lines = new ArrayList<>(Files.readAllLines(kit.resolve("ledger.json")));
    lines.removeIf(line -> line.startsWith("{\"n\":640,"));
    var before = lines.size() - 2;
    lines.set(before, lines.get(before).replaceAll(",$", ""));
    Files.write(kit.resolve("ledger.json"), lines);

    assertThat(verify()).contains("Number 640 is missing");
  }

  @Test
  void renumberedEntriesAreFound() throws Exception {
    var lines = new ArrayList<>(Files.readAllLines(kit.resolve("ledger.json")));
    lines.removeIf(line -> line.startsWith("{\"n\":10,"));
    var told = lines.stream().map(line -> line.replace("{\"n\":11,", "{\"n\":10,")).toList();
    Files.write(kit.resolve("ledger.json"), told);
    Files.copy(
        kit.resolve("proofs/000011.tlog-proof"),
        kit.resolve("proofs/000010.tlog-proof"),
        StandardCopyOption.REPLACE_EXISTING);

    assertThat(verify()).contains("Entry 10 says itself that it is number 11.");
  }

  @Test
  void anExchangedProofIsFound() throws Exception {
    Files.copy(
        kit.resolve("proofs/000021.tlog-proof"),
        kit.resolve("proofs/000020.tlog-proof"),
        StandardCopyOption.REPLACE_EXISTING);

    assertThat(verify()).contains("The proof of entry 20 is the proof of another entry.");
  }

  @Test
  void aMissingProofIsFound() throws Exception {
    Files.delete(kit.resolve("proofs/000020.tlog-proof"));

    assertThat(verify()).contains("Entry 20 has no proof");
  }

  @Test
  void aCheckpointByAnotherKeyIsFound() throws Exception {
    var proof = Files.readString(kit.resolve("proofs/000001.tlog-proof"));
    var name = published.verifierKey().substring(0, published.verifierKey().indexOf('+'));
    assertThat(proof).contains("\u2014 " + name + " ");
    for (int n = 1; n <= ENTRIES; n++) {
      var file = kit.resolve("proofs/%06d.tlog-proof".formatted(n));
      Files.writeString(
          file,
          Files.readString(file)
              .replaceAll("\n(\\d+)\n([^\n]+=)\n\n\u2014", "\n9$1\n$2\n\n\u2014"));
    }

    assertThat(verify()).contains("its signature is wrong");
  }

  @Test
  void onlyTheOwnerAndAuditorsTakeItHome() {
    for (var role : List.of(Role.OWNER, Role.OPERATOR, Role.ADMINISTRATOR)) {
      var other = Town.actor(OrganisationId.random(), null, role);
      assertThatThrownBy(() -> kits.open(other, camera)).isInstanceOf(LedgerClosed.class);
    }
  }

  @Test
  void whoStopsReceivingEndsIt() {
    var full =
        new OutputStream() {
          private int room = 200_000;

          @Override
          public void write(int one) throws IOException {
            if (--room < 0) {
              throw new IOException("the browser is gone");
            }
          }
        };

    assertThatThrownBy(() -> kits.open(owner, camera).write(new Reading(), full))
        .isInstanceOf(IOException.class);
  }

  /// Pages with less on them than those of the portal.
  static final class Reading implements LedgerReading {

    @Override
    public List<String> files() {
      return List.of("ledger.en.html", "ledger.es.html");
    }

    @Override
    public String begin(String file, About about) {
      return about.entries() + " of " + about.newest() + "\n";
    }

    @Override
    public String line(String file, LedgerLine line) {
      return line.numbers() + " " + line.event() + " " + line.taken().bytes() + "\n";
    }

    @Override
    public String end(String file) {
      return "";
    }
  }

  private void change(String from, String to) throws IOException {
    var file = kit.resolve("ledger.json");
    var json = Files.readString(file);
    assertThat(json).contains(from);
    Files.writeString(file, json.replaceFirst(Pattern.quote(from), Matcher.quoteReplacement(to)));
  }

  private String verify() throws Exception {
    var said = new ByteArrayOutputStream();
    var status =
        (int) run.invoke(null, new String[] {kit.toString()}, new PrintStream(said, true, UTF_8));
    var text = said.toString(UTF_8);
    assertThat(status).isEqualTo(text.contains("OK: ") ? 0 : 1);
    return text;
  }

  static Path unpack(byte[] zip, Path into) throws IOException {
    try (var in = new ZipInputStream(new ByteArrayInputStream(zip), UTF_8)) {
      for (var entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        var file = into.resolve(entry.getName());
        Files.createDirectories(file.getParent());
        Files.copy(in, file);
      }
    }
    return into;
  }
}
