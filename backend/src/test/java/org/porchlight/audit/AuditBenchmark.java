package org.porchlight.audit;

import java.nio.file.Files;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/// Measures how fast the log takes entries, puts them into the tree and signs.
///
/// Arguments: `--seconds N` for each measurement (5), `--size N` entries for sequencing (20,000).
/// The yardstick of an append is an insert of one bare row of the same length into a table without
/// indexes, in a transaction of its own, on the same server in the same run.
public final class AuditBenchmark {

  private static final int CAMERAS = 64;

  private final LogForTests log;
  private final long nanos;

  private AuditBenchmark(LogForTests log, int seconds) {
    this.log = log;
    this.nanos = seconds * 1_000_000_000L;
  }

  public static void main(String[] args) throws Exception {
    var seconds = option(args, "--seconds", 5);
    var size = option(args, "--size", 20_000);
    var folder = Files.createTempDirectory("audit-benchmark");
    var log = LogForTests.fresh(folder.resolve("log.key"));
    new AuditBenchmark(log, seconds).run(size);
    System.exit(0);
  }

  private void run(int size) throws Exception {
    log.asOwner("CREATE TABLE audit.bare (at timestamptz, leaf bytea)");
    log.asOwner("GRANT INSERT ON audit.bare TO porchlight_app");
    for (var setting : List.of("fsync", "synchronous_commit")) {
      System.out.println(
          setting + "=" + log.jdbc.sql("SHOW " + setting).query(String.class).single());
    }
    perSecond(1, n -> append(n)); // warms up

    for (var threads : new int[] {1, 4}) {
      var bare = perSecond(threads, n -> bare());
      var append = perSecond(threads, n -> append(n));
      result("audit.append_per_s." + threads, append, "1/s", bare);
    }
    var oneCamera = perSecond(4, n -> log.append("the only camera"));
    result("audit.append_per_s.4_threads_one_camera", oneCamera, "1/s", Double.NaN);

    log.sequence();
    while (log.tree.waiting(0, size).size() < size) {
      perSecond(4, n -> append(n));
    }
    var before = log.tree.newest().orElseThrow().size();
    var from = System.nanoTime();
    log.sequence();
    var took = System.nanoTime() - from;
    var placed = log.tree.newest().orElseThrow().size() - before;
    result("audit.sequence_per_s", placed * 1e9 / took, "1/s", Double.NaN);
    result("audit.sequence_ms_per_1000", took / 1e6 / placed * 1_000, "ms", Double.NaN);

    log.signer.sign();
    append(0);
    log.sequence();
    from = System.nanoTime();
    log.signer.sign();
    result("audit.sign_ms", (System.nanoTime() - from) / 1e6, "ms", Double.NaN);
    System.out.println("entries in the log: " + log.tree.newest().orElseThrow().size());
  }

  private void append(long n) {
    log.append("camera " + n % CAMERAS);
  }

  private void bare() {
    log.transaction.executeWithoutResult(_ ->
        log.jdbc
            .sql("INSERT INTO audit.bare (at, leaf) VALUES (now(), ?)")
            .param(new byte[430])
            .update());
  }

  private interface Work {

    void once(long n);
  }

  private double perSecond(int threads, Work work) throws Exception {
    var done = new AtomicLong();
    var until = System.nanoTime() + nanos;
    Callable<Void> loop =
        () -> {
          while (System.nanoTime() < until) {
            work.once(done.incrementAndGet());
          }
          return null;
        };
    try (var pool = Executors.newFixedThreadPool(threads)) {
      for (var ended : pool.invokeAll(Collections.nCopies(threads, loop))) {
        ended.get();
      }
    }
    return done.get() * 1e9 / nanos;
  }

  private static void result(String metric, double value, String unit, double yardstick) {
    var line = "RESULT metric=%s value=%.2f unit=%s".formatted(metric, value, unit);
    System.out.println(
        Double.isNaN(yardstick)
            ? line
            : line
                + String.format(
                    Locale.ROOT, " yardstick=%.2f ratio=%.2f", yardstick, value / yardstick));
  }

  private static int option(String[] args, String name, int otherwise) {
    var at = List.of(args).indexOf(name);
    return at < 0 ? otherwise : Integer.parseInt(args[at + 1]);
  }
}
