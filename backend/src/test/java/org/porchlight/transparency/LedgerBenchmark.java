package org.porchlight.transparency;

import com.sun.net.httpserver.HttpServer;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.porchlight.audit.AuditEvent;
import org.porchlight.audit.AuditLog;
import org.porchlight.audit.AuditTrail;
import org.porchlight.audit.Outcome;
import org.porchlight.audit.PublicLog;
import org.porchlight.identity.Actor;
import org.porchlight.registry.CameraId;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.transaction.support.TransactionOperations;

/// Measures a ledger of many rows: what the owner's page asks for when it is opened (the newest
/// lines and the month of the calendar), and the whole of it with proofs as a ZIP. Yardstick: one
/// HTTP request to a server that says nothing, in the same process.
public final class LedgerBenchmark {

  private static final int ROWS = 10_000;
  private static final int PAGES = 200;
  private static final int KITS = 5;

  private LedgerBenchmark() {}

  /// Fills the ledger of a camera of this owner, and prints its figures.
  public static void run(BeanFactory beans, Actor owner, CameraId camera) throws Exception {
    fill(beans, camera);
    var ledger = beans.getBean(Ledger.class);
    var kits = beans.getBean(LedgerKit.class);
    var month = YearMonth.from(LocalDate.now(Clock.systemUTC()));
    Callable<Object> page =
        () ->
            List.of(
                ledger.of(owner, camera, Ledger.NEWEST, 50),
                ledger.days(owner, camera, month, ZoneOffset.UTC));
    Callable<Object> kit =
        () -> {
          kits.open(owner, camera)
              .write(new LedgerKitTests.Reading(), OutputStream.nullOutputStream());
          return true;
        };
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    server.start();
    try (var client = HttpClient.newHttpClient()) {
      var address = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
      Callable<Object> request =
          () -> client.send(HttpRequest.newBuilder(address).build(), BodyHandlers.discarding());
      times(page, PAGES / 10);
      times(request, PAGES);
      var bare = times(request, PAGES);
      var pages = times(page, PAGES);
      line("ledger.page_10000.p50", pages[PAGES / 2], "ms", bare[PAGES / 2], "");
      line("ledger.page_10000.p99", pages[PAGES * 99 / 100], "ms", bare[PAGES / 2], " goal<=300");
      var taken = times(kit, KITS);
      line("ledger.kit_10000", taken[KITS / 2] / 1e3, "s", bare[PAGES / 2] / 1e3, "");
    } finally {
      server.stop(0);
    }
  }

  private static void fill(BeanFactory beans, CameraId camera) throws InterruptedException {
    var log = beans.getBean(AuditLog.class);
    var transaction = beans.getBean(TransactionOperations.class);
    for (int i = 0; i < ROWS / 2; i++) {
      var permit = UUID.randomUUID().toString();
      for (var event : List.of("camera.live.open", "camera.live.close")) {
        transaction.executeWithoutResult(_ ->
            log.append(
                AuditEvent.of(event, Outcome.ALLOW)
                    .camera(camera.toString())
                    .purpose("INV-ROBBERY")
                    .basis("CONSENT:v1")
                    .personal("act", UUID.randomUUID().toString())
                    .personal("case", "26-004711")
                    .personal("src", "198.51.100.7")
                    .personal("permit", permit)
                    .plain("bytes", 1_000_000)));
      }
    }
    var trail = beans.getBean(AuditTrail.class);
    var published = beans.getBean(PublicLog.class);
    while (true) {
      var index = trail.ofCamera(camera.toString(), Long.MAX_VALUE, 1).getFirst().index();
      var size = published.proofs().map(proofs -> proofs.size()).orElse(0L);
      if (index != null && index < size) {
        return;
      }
      Thread.sleep(500);
    }
  }

  private static double[] times(Callable<Object> work, int count) throws Exception {
    var times = new double[count];
    for (int i = 0; i < count; i++) {
      var begin = System.nanoTime();
      work.call();
      times[i] = (System.nanoTime() - begin) / 1e6;
    }
    Arrays.sort(times);
    return times;
  }

  private static void line(
      String metric, double value, String unit, double yardstick, String goal) {
    System.out.printf(
        Locale.ROOT,
        "RESULT metric=%s value=%.3f unit=%s yardstick=%.4f ratio=%.2f%s%n",
        metric,
        value,
        unit,
        yardstick,
        value / yardstick,
        goal);
  }
}
