package org.porchlight.transparency;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.porchlight.audit.AuditTrail;
import org.porchlight.audit.NumberedLeaf;
import org.porchlight.audit.Proofs;
import org.porchlight.audit.PublicLog;
import org.porchlight.identity.Actor;
import org.porchlight.kernel.OutsideTransactions;
import org.porchlight.registry.CameraId;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/// A camera's ledger to take home, as a ZIP that needs nobody's word: every entry as it stands in
/// the public log, what opens it, and a proof for each that all lead to one signed checkpoint.
/// `infra/tools/VerifyAudit.java` checks it without a network. The format is in
/// docs/design/audit-log.md.
///
/// It is written as it is read, a few hundred entries at a time, so that its size costs no memory.
@Service
public class LedgerKit {

  static final String FORMAT = "porchlight-ledger/1";
  private static final int AT_ONCE = 500;
  private static final JsonMapper JSON = new JsonMapper();

  private final Ledger ledger;
  private final AuditTrail trail;
  private final PublicLog published;
  private final TransactionTemplate transaction;
  private final Clock clock;

  LedgerKit(
      Ledger ledger,
      AuditTrail trail,
      PublicLog published,
      TransactionTemplate transaction,
      Clock clock) {
    this.ledger = ledger;
    this.trail = trail;
    this.published = published;
    this.transaction = transaction;
    this.clock = clock;
  }

  /// Leave to download one ledger once.
  public final class Ready {

    private final Actor reader;
    private final CameraId camera;
    private final boolean owns;

    private Ready(Actor reader, CameraId camera, boolean owns) {
      this.reader = reader;
      this.camera = camera;
      this.owns = owns;
    }

    /// Writes the ZIP. Takes as long as whoever receives it. Must not be called inside a
    /// transaction.
    ///
    /// @param reading the pages for people
    /// @param out left open
    public void write(LedgerReading reading, OutputStream out) throws IOException {
      OutsideTransactions.require("A ledger that is sent away");
      new Writer(reader, camera, owns, reading, out).write();
    }
  }

  /// Looks whether the reader may, and enters the download in the log.
  ///
  /// @throws LedgerClosed if the reader is neither the camera's owner nor an auditor
  public Ready open(Actor reader, CameraId camera) {
    var owns =
        Objects.requireNonNull(
            transaction.execute(_ -> {
              var own = ledger.owns(reader, camera);
              ledger.note(reader, camera, "audit.ledger.taken");
              return own;
            }));
    return new Ready(reader, camera, owns);
  }

  private final class Writer {

    private final Actor reader;
    private final CameraId camera;
    private final boolean owns;
    private final LedgerReading reading;
    private final ZipOutputStream zip;

    Writer(Actor reader, CameraId camera, boolean owns, LedgerReading reading, OutputStream out) {
      this.reader = reader;
      this.camera = camera;
      this.owns = owns;
      this.reading = reading;
      this.zip = new ZipOutputStream(out, UTF_8);
    }

    void write() throws IOException {
      var proofs = published.proofs().orElse(null);
      var newest = newest();
      var entries = proofs == null ? 0 : covered(proofs, newest);
      var about = new LedgerReading.About(entries, newest, clock.instant());
      file("HOW-TO.txt");
      try (var text = howTo()) {
        text.transferTo(zip);
      }
      zip.closeEntry();
      file("key");
      text(published.verifierKey() + "\n");
      zip.closeEntry();
      leaves(about, proofs == null ? 0 : proofs.size());
      if (proofs != null) {
        proofs(entries, proofs);
      }
      for (var name : reading.files()) {
        pages(name, about);
      }
      zip.finish();
    }

    private long newest() {
      var top = trail.ofCamera(camera.toString(), Long.MAX_VALUE, 1);
      return top.isEmpty() ? 0 : Objects.requireNonNull(top.getFirst().cameraSeq());
    }

    /// The entries of a camera are put into the tree in the order of their numbers, so what the
    /// checkpoint does not cover yet are the newest.
    private long covered(Proofs proofs, long newest) {
      for (var before = Long.MAX_VALUE; ; ) {
        var some = trail.ofCamera(camera.toString(), before, AT_ONCE);
        for (var entry : some) {
          var index = entry.index();
          if (index != null && index < proofs.size()) {
            return Math.min(newest, Objects.requireNonNull(entry.cameraSeq()));
          }
        }
        if (some.isEmpty()) {
          return 0;
        }
        before = Objects.requireNonNull(some.getLast().cameraSeq());
      }
    }

    /// One line of JSON for each entry, inside one object.
    private void leaves(LedgerReading.About about, long size) throws IOException {
      file("ledger.json");
      text(
          "{\"format\":%s,\"camera\":%s,\"entries\":%d,\"newest\":%d,\"checkpoint_size\":%d,\"made\":%s,\"ledger\":[\n"
              .formatted(
                  JSON.writeValueAsString(FORMAT),
                  JSON.writeValueAsString(camera.toString()),
                  about.entries(),
                  about.newest(),
                  size,
                  JSON.writeValueAsString(about.at().toString())));
      var first = true;
      for (long after = 0; after < about.entries(); ) {
        var some = trail.leavesOf(camera.toString(), after, AT_ONCE);
        for (var leaf : some) {
          if (leaf.number() <= about.entries()) {
            text((first ? "" : ",\n") + line(leaf));
            first = false;
          }
        }
        if (some.isEmpty()) {
          break;
        }
        after = some.getLast().number();
      }
      text("\n]}\n");
      zip.closeEntry();
    }

    private String line(NumberedLeaf leaf) {
      var open = new LinkedHashMap<String, Object>();
      var mine =
          leaf.openings().stream()
              .anyMatch(
                  of -> of.field().equals("act") && of.value().equals(reader.person().toString()));
      for (var of : leaf.openings()) {
        if (!owns || mine || !of.field().equals("src")) {
          open.put(of.field(), List.of(of.salt(), of.value()));
        }
      }
      var members = new LinkedHashMap<String, Object>();
      members.put("n", leaf.number());
      members.put("index", leaf.index());
      members.put("leaf", leaf.leaf());
      members.put("open", open);
      return JSON.writeValueAsString(members);
    }

    private void proofs(long entries, Proofs proofs) throws IOException {
      for (long after = 0; after < entries; ) {
        var some = new ArrayList<>(trail.leavesOf(camera.toString(), after, AT_ONCE));
        for (var leaf : some) {
          var index = leaf.index();
          if (leaf.number() <= entries && index != null) {
            file("proofs/%06d.tlog-proof".formatted(leaf.number()));
            text(proofs.of(index));
            zip.closeEntry();
          }
        }
        if (some.isEmpty()) {
          break;
        }
        after = some.getLast().number();
      }
    }

    private void pages(String name, LedgerReading.About about) throws IOException {
      file(name);
      text(reading.begin(name, about));
      for (Long before = about.entries() + 1; before != null; ) {
        var page = ledger.page(reader, camera, !owns, before, AT_ONCE);
        for (var line : page.lines()) {
          text(reading.line(name, line));
        }
        before = page.before();
      }
      text(reading.end(name));
      zip.closeEntry();
    }

    private void file(String name) throws IOException {
      zip.putNextEntry(new ZipEntry(name));
    }

    private void text(String text) throws IOException {
      zip.write(text.getBytes(UTF_8));
    }
  }

  private static InputStream howTo() {
    return Objects.requireNonNull(
        LedgerKit.class.getResourceAsStream("ledger-how-to.txt"), "ledger-how-to.txt");
  }
}
