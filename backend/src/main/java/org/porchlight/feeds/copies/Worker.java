package org.porchlight.feeds.copies;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.porchlight.feeds.apart.Order;
import org.porchlight.feeds.apart.Result;

/// One worker process. Whoever starts it closes it. Reading and writing block in the kernel: use
/// platform threads. One thread may write while another one reads.
final class Worker implements AutoCloseable {

  private final Process process;
  private final DataOutputStream orders;
  private final DataInputStream results;
  private final ScheduledExecutorService alarms;
  private volatile boolean shut;

  private Worker(Process process, ScheduledExecutorService alarms) {
    this.process = process;
    this.alarms = alarms;
    this.orders =
        new DataOutputStream(new BufferedOutputStream(process.getOutputStream(), 1 << 16));
    this.results = new DataInputStream(new BufferedInputStream(process.getInputStream(), 1 << 16));
  }

  /// Starts a process and waits until it is ready.
  ///
  /// @param alarms end it when it is late
  static Worker start(List<String> command, Duration patience, ScheduledExecutorService alarms)
      throws IOException {
    var builder = new ProcessBuilder(command);
    builder.environment().clear();
    builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    var worker = new Worker(builder.start(), alarms);
    try {
      if (!(worker.within(patience, worker::receive) instanceof Result.Ready(var shut))) {
        throw new WorkerLost("a worker began with something else", new IOException());
      }
      worker.shut = shut;
      return worker;
    } catch (IOException | RuntimeException failed) {
      worker.close();
      throw failed;
    }
  }

  /// Asks for one result. A worker that takes longer is ended.
  Result ask(Order order, Duration patience) throws IOException {
    return within(
        patience,
        () -> {
          order.write(orders);
          return receive();
        });
  }

  void send(Order order) throws IOException {
    order.write(orders);
  }

  /// Sends, and ends a worker that does not take it in this time.
  void send(Order order, Duration patience) throws IOException {
    within(
        patience,
        () -> {
          order.write(orders);
          return new Result.Ended();
        });
  }

  /// Waits for the next result, for as long as the worker lives.
  Result receive() throws IOException {
    return Result.read(results);
  }

  /// Waits for the next result, and ends a worker that has none in this time.
  Result receive(Duration patience) throws IOException {
    return within(patience, this::receive);
  }

  private interface Step {

    Result take() throws IOException;
  }

  private Result within(Duration patience, Step step) throws IOException {
    var alarm = alarmIn(patience);
    try {
      return step.take();
    } catch (IOException gone) {
      close();
      throw new WorkerLost(
          alarm.isDone() ? "a worker did not answer in " + patience : "a worker has died", gone);
    } finally {
      alarm.cancel(false);
    }
  }

  private ScheduledFuture<?> alarmIn(Duration patience) {
    return alarms.schedule(this::close, patience.toMillis(), TimeUnit.MILLISECONDS);
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /// Whether the kernel keeps it from files and network.
  boolean isShut() {
    return shut;
  }

  long pid() {
    return process.pid();
  }

  /// Ends it at once. Closing twice is harmless.
  @Override
  public void close() {
    process.destroyForcibly();
  }
}
