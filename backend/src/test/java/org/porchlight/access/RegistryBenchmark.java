package org.porchlight.access;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.Callable;
import org.porchlight.BackendTestApplication;
import org.porchlight.audit.AuditLog;
import org.porchlight.consent.Level;
import org.porchlight.consent.Sharing;
import org.porchlight.consent.Terms;
import org.porchlight.identity.PresentForTests;
import org.porchlight.identity.Role;
import org.porchlight.imports.ImportAnswer;
import org.porchlight.imports.Imports;
import org.porchlight.imports.Preview;
import org.porchlight.incidents.DeskAnswer;
import org.porchlight.incidents.IncidentDesk;
import org.porchlight.incidents.Incidents;
import org.porchlight.incidents.NewIncident;
import org.porchlight.registry.CameraId;
import org.porchlight.registry.PoliceRegistry;
import org.porchlight.testing.Town;
import org.porchlight.transparency.LedgerBenchmark;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/// Measures decisions with their audit rows, judgements, look-ups in a registry of many cameras,
/// the import of a table, and the ledger of a camera with 10,000 rows, beside what the same
/// database does at its barest.
///
/// Arguments: `--size N` cameras (1,000,000).
public final class RegistryBenchmark {

  private static final int TIMES = 4_000;

  private RegistryBenchmark() {}

  public static void main(String[] arguments) {
    try {
      run(arguments);
      System.exit(0);
    } catch (Exception failed) {
      failed.printStackTrace();
      // Servers of the tests would keep the process alive.
      System.exit(1);
    }
  }

  private static void run(String[] arguments) throws Exception {
    var at = Arrays.asList(arguments).indexOf("--size");
    var many = at < 0 ? 1_000_000 : Integer.parseInt(arguments[at + 1]);
    try (var beans =
        new SpringApplicationBuilder(BackendTestApplication.class)
            .web(WebApplicationType.NONE)
            .properties("logging.level.root=WARN")
            .run()) {
      var town = new Town(beans);
      var police = beans.getBean(PoliceRegistry.class);
      var clock = Clock.systemUTC();
      var access =
          new Access(
              new PresentForTests(),
              police,
              beans.getBean(Sharing.class),
              beans.getBean(Incidents.class),
              beans.getBean(JdbcBesides.class),
              beans.getBean(AuditLog.class),
              beans.getBean(TransactionOperations.class),
              clock);
      var operator = town.person(Role.OPERATOR, Role.SUPERVISOR);
      var cameras = new ArrayList<CameraId>();
      for (int i = 0; i < 50; i++) {
        cameras.add(
            town.proved(town.owner(), town.center.walk(10 * i, i * 7), Level.DURING_INCIDENTS));
      }
      fill(beans.getBean(JdbcClient.class), town, many);
      var incident =
          ((DeskAnswer.Done)
                  beans
                      .getBean(IncidentDesk.class)
                      .openByHand(operator, new NewIncident(null, "Robbery", 1, town.center, "")))
              .incident();

      Callable<Object> ask =
          () ->
              access.ask(
                  operator,
                  cameras.get(new Random().nextInt(cameras.size())),
                  Use.LIVE,
                  "INV-ROBBERY",
                  incident.id());
      var permit = ((Decision.Allowed) ask.call()).permit();
      var jdbc = beans.getBean(JdbcClient.class);
      var transaction = beans.getBean(TransactionOperations.class);
      Callable<Object> row =
          () ->
              transaction.execute(_ ->
                  jdbc.sql(
                          """
                          INSERT INTO audit.line (line, camera)
                          VALUES (gen_random_uuid(), gen_random_uuid())
                          """)
                      .update());
      Callable<Object> nothing = () -> jdbc.sql("SELECT 1").query(Integer.class).single();
      var random = new Random(1);
      Callable<Object> near =
          () ->
              police.within(
                  town.agency,
                  town.center.walk(random.nextInt(8_000), random.nextInt(360)),
                  500,
                  50);
      for (var warm : List.of(ask, row, nothing, near)) {
        times(warm, TIMES / 10);
      }
      var bareRow = times(row, TIMES);
      var bare = times(nothing, TIMES);
      result("registry.decision", times(ask, TIMES), bareRow, " goal<=2");
      result("registry.judge", times(() -> access.judge(permit), TIMES), bare, "");
      result("registry.nearest_50_of_" + many, times(near, TIMES / 4), bare, " goal<=20");
      var owner = town.owner();
      LedgerBenchmark.run(
          beans, owner, town.proved(owner, town.center.walk(700, 30), Level.ALWAYS));
      imports(beans, town, jdbc, transaction);
    }
  }

  /// A table of 10,000 cameras, from its bytes to the last row. The yardstick copies as many rows
  /// of the log as an import writes.
  private static void imports(
      BeanFactory beans, Town town, JdbcClient jdbc, TransactionOperations transaction)
      throws Exception {
    var imports = beans.getBean(Imports.class);
    var file = estate(town);
    Callable<Object> look = () -> imports.preview(town.owner(), "estate.csv", file);
    Callable<Object> read =
        () -> {
          var owner = town.owner();
          var preview = (Preview.Table) imports.preview(owner, "estate.csv", file);
          return (ImportAnswer.Done)
              imports.register(owner, preview, Terms.usual(Level.DURING_INCIDENTS, "en"));
        };
    times(read, 1);
    Callable<Object> copy =
        () ->
            transaction.execute(_ ->
                jdbc.sql(
                        """
                        CREATE TEMPORARY TABLE copied ON COMMIT DROP AS
                        SELECT * FROM audit.entry ORDER BY entry DESC LIMIT 20000
                        """)
                    .update());
    var bare = times(copy, 3)[1];
    line("registry.import_10000", times(read, 3)[1], bare, " goal<=10000");
    line("registry.preview_10000", times(look, 3)[1], bare, "");
  }

  private static byte[] estate(Town town) {
    var text = new StringBuilder("address,latitude,longitude,relation,sees,name\n");
    for (var i = 0; i < 10_000; i++) {
      var place = town.center.walk(i % 4_000, i % 360);
      text.append(
          String.format(
              Locale.ROOT,
              "%d Estate Road,%.6f,%.6f,manager,entrance; parking,Camera %d%n",
              i / 4,
              place.latitude(),
              place.longitude(),
              i));
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  /// Proved cameras spread over 20 by 20 kilometres, two out of three of them.
  private static void fill(JdbcClient jdbc, Town town, int many) {
    jdbc.sql(
            """
            INSERT INTO registry.site
              (id, owner_id, organisation_id, address, latitude, longitude, relation,
               registered_at, proof, proof_changed_at, proved_how)
            SELECT gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), 'bench',
                   :latitude + (random() - 0.5) * 0.18, :longitude + (random() - 0.5) * 0.36,
                   'OWNER', now(),
                   CASE WHEN n % 3 = 0 THEN 'UNPROVED' ELSE 'PROVED' END,
                   CASE WHEN n % 3 = 0 THEN NULL ELSE now() END,
                   CASE WHEN n % 3 = 0 THEN NULL ELSE 'STAFF' END
              FROM generate_series(1, :many) n
            """)
        .param("latitude", town.center.latitude())
        .param("longitude", town.center.longitude())
        .param("many", many)
        .update();
    jdbc.sql(
            """
            INSERT INTO registry.camera
              (id, site_id, owner_id, organisation_id, name, latitude, longitude, sees, ownership,
               overwrite_days, agency_id, registered_at)
            SELECT gen_random_uuid(), id, owner_id, organisation_id, 'Camera', latitude, longitude,
                   '{STREET}', 'PRIVATE', 7, :agency, now()
              FROM registry.site
             WHERE address = 'bench'
            """)
        .param("agency", town.agency.value())
        .update();
  }

  /// How long each of so many calls took, in ms, shortest first.
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

  private static void result(String metric, double[] times, double[] bare, String goalOfP99) {
    line(metric + ".p50", times[times.length / 2], bare[bare.length / 2], "");
    line(metric + ".p99", times[times.length * 99 / 100], bare[bare.length * 99 / 100], goalOfP99);
  }

  private static void line(String metric, double value, double yardstick, String goal) {
    System.out.printf(
        Locale.ROOT,
        "RESULT metric=%s value=%.3f unit=ms yardstick=%.3f ratio=%.2f%s%n",
        metric,
        value,
        yardstick,
        value / yardstick,
        goal);
  }
}
