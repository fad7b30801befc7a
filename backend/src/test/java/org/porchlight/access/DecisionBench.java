package org.porchlight.access;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.porchlight.BackendTestApplication;
import org.porchlight.audit.AuditLog;
import org.porchlight.consent.Level;
import org.porchlight.consent.Sharing;
import org.porchlight.identity.PresentForTests;
import org.porchlight.identity.Role;
import org.porchlight.incidents.DeskAnswer;
import org.porchlight.incidents.IncidentDesk;
import org.porchlight.incidents.Incidents;
import org.porchlight.incidents.NewIncident;
import org.porchlight.registry.CameraId;
import org.porchlight.registry.PoliceRegistry;
import org.porchlight.testing.Town;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/// Measures decisions with their audit rows, judgements, and look-ups in a registry of many
/// cameras.
///
/// `java ... DecisionBench [cameras] [decisions]`
public final class DecisionBench {

  private DecisionBench() {}

  public static void main(String[] arguments) throws Exception {
    var many = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 100_000;
    var decisions = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 4_000;
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
      measure("access.decision", ask, decisions / 10, 1);
      measure("access.decision", ask, decisions, 1);
      measure("access.decision", ask, decisions, 4);
      var permit = ((Decision.Allowed) ask.call()).permit();
      measure("access.judge", () -> access.judge(permit), decisions, 1);
      var random = new Random(1);
      measure(
          "registry.within_500m_of_" + many,
          () ->
              police.within(town.center.walk(random.nextInt(8_000), random.nextInt(360)), 500, 50),
          1_000,
          1);
    }
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

  private static void measure(String metric, Callable<Object> work, int count, int threads)
      throws Exception {
    var nanos = new long[count];
    var start = System.nanoTime();
    var tasks = new ArrayList<Callable<Object>>();
    for (int t = 0; t < threads; t++) {
      var from = t;
      tasks.add(() -> {
        for (int i = from; i < count; i += threads) {
          var before = System.nanoTime();
          work.call();
          nanos[i] = System.nanoTime() - before;
        }
        return count;
      });
    }
    try (var pool = Executors.newFixedThreadPool(threads)) {
      for (var done : pool.invokeAll(tasks)) {
        done.get();
      }
    }
    var total = Duration.ofNanos(System.nanoTime() - start);
    Arrays.sort(nanos);
    System.out.printf(
        Locale.ROOT,
        "RESULT metric=%s threads=%d value=%.0f unit=1/s p50=%.2fms p99=%.2fms%n",
        metric,
        threads,
        count * 1e9 / total.toNanos(),
        nanos[count / 2] / 1e6,
        nanos[(int) (count * 0.99)] / 1e6);
  }
}
