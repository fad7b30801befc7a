package org.porchlight.feeds.copies;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.porchlight.kernel.OutsideTransactions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/// Starts workers, and ends those that are left when the program ends. Nothing is started before
/// somebody asks.
@Component
public final class Workers implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Workers.class);

  private final CopySettings settings;
  private final List<String> command;
  private final Set<Worker> alive = ConcurrentHashMap.newKeySet();
  private final ScheduledExecutorService alarms =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("worker-alarm").daemon().factory());
  private volatile boolean closed;

  @Autowired
  public Workers(CopySettings settings) {
    this(settings, WorkerCommand.of(settings));
  }

  Workers(CopySettings settings, List<String> command) {
    this.settings = settings;
    this.command = List.copyOf(command);
  }

  CopySettings settings() {
    return settings;
  }

  /// Starts one, which takes about half a second.
  Worker hire() throws IOException {
    OutsideTransactions.require("A decoder");
    var begun = System.nanoTime();
    alive.removeIf(worker -> !worker.isAlive());
    var worker = Worker.start(command, settings.startTime(), alarms);
    alive.add(worker);
    if (closed) {
      worker.close();
    }
    LOG.info(
        "Decoder {} is ready after {} ms{}",
        worker.pid(),
        TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun),
        worker.isShut() ? "" : "; this system does not keep it from files and network");
    return worker;
  }

  /// How many are alive now.
  int alive() {
    alive.removeIf(worker -> !worker.isAlive());
    return alive.size();
  }

  ScheduledExecutorService alarms() {
    return alarms;
  }

  @Override
  public void close() {
    closed = true;
    alive.forEach(Worker::close);
    alarms.shutdownNow();
  }
}
