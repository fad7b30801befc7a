package org.porchlight.demo;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.porchlight.identity.Actor;
import org.porchlight.kernel.Place;
import org.porchlight.patrol.Duty;
import org.porchlight.patrol.Positions;
import org.porchlight.plates.NewReader;
import org.porchlight.plates.Readers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;

/// What moves in the demo city: two patrol cars that report where they are, and plate readers that
/// send a read now and then, over HTTP with credentials of their own.
@Component
@ConditionalOnProperty("porchlight.demo")
class DemoTraffic implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(DemoTraffic.class);
  private static final List<DemoPerson> PATROL =
      List.of(DemoPerson.OFFICER_2, DemoPerson.OFFICER_3);
  private static final List<Place> BEATS =
      List.of(new Place(33.5215, -86.7990), new Place(33.5105, -86.8140));
  private static final List<Place> READERS =
      List.of(new Place(33.5123, -86.8046), new Place(33.5170, -86.8420));

  private final DemoCity city;
  private final DemoCameras cameras;
  private final Duty duty;
  private final Positions positions;
  private final Readers readers;
  private final Clock clock;
  private final ScheduledExecutorService executor =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("demo-traffic").daemon().factory());
  private final Random random = new Random(2026);
  private final AtomicReference<@Nullable DemoClient> client = new AtomicReference<>();
  private final List<String> readerKeys = new java.util.concurrent.CopyOnWriteArrayList<>();
  private int step;

  DemoTraffic(
      DemoCity city,
      DemoCameras cameras,
      Duty duty,
      Positions positions,
      Readers readers,
      Clock clock) {
    this.city = city;
    this.cameras = cameras;
    this.duty = duty;
    this.positions = positions;
    this.readers = readers;
    this.clock = clock;
  }

  void start(String address) {
    client.set(new DemoClient(address, DemoCity.READS_CLIENT, DemoCity.READS_SECRET));
    var _ = executor.scheduleWithFixedDelay(quietly(this::patrol), 0, 10, TimeUnit.SECONDS);
    var _ =
        executor.scheduleWithFixedDelay(
            quietly(() -> city.welcomeNewcomers(cameras)), 0, 2, TimeUnit.SECONDS);
    var _ = executor.scheduleWithFixedDelay(quietly(this::read), 5, 13, TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    executor.shutdownNow();
  }

  private void patrol() {
    step++;
    for (int i = 0; i < PATROL.size(); i++) {
      var officer = city.actor(PATROL.get(i));
      duty.goOnDuty(officer);
      // Round the block once every six minutes.
      positions.report(officer, BEATS.get(i).walk(260, (step * 10) % 360), clock.instant());
    }
  }

  private void read() {
    var sender = client.get();
    if (sender == null) {
      return;
    }
    if (readerKeys.isEmpty()) {
      registerReaders();
    }
    var at = random.nextInt(READERS.size());
    var now = clock.instant();
    var message = new LinkedHashMap<String, Object>();
    message.put("eventId", "demo-" + now.toEpochMilli());
    message.put("plate", plate());
    message.put("state", "AL");
    message.put("confidence", 0.80 + random.nextInt(20) / 100.0);
    message.put("at", now.toString());
    message.put("latitude", READERS.get(at).latitude());
    message.put("longitude", READERS.get(at).longitude());
    sender.post("/api/v1/reads", Json.write(message), readerKeys.get(at));
  }

  /// Keys cannot be read a second time, so every start of the demo replaces its readers.
  private void registerReaders() {
    var administrator = city.actor(DemoPerson.ADMINISTRATOR);
    readers.all().stream()
        .filter(reader -> reader.name().endsWith("(demo)"))
        .forEach(reader -> readers.retire(administrator, reader.id()));
    readerKeys.add(add(administrator, "Harbor Boulevard (demo)", READERS.get(0)));
    readerKeys.add(add(administrator, "Millside bridge (demo)", READERS.get(1)));
  }

  private String add(Actor administrator, String name, Place place) {
    return readers.add(administrator, new NewReader(name, place, 90)).secret();
  }

  /// A made-up plate; real ones of this state do not end in ZZ.
  private String plate() {
    return "%d%02d%03dZZ"
        .formatted(1 + random.nextInt(8), random.nextInt(100), random.nextInt(1000));
  }

  private static Runnable quietly(Runnable work) {
    return () -> {
      try {
        work.run();
      } catch (RuntimeException failed) {
        LOG.debug("The demo's traffic stumbled", failed);
      }
    };
  }
}
