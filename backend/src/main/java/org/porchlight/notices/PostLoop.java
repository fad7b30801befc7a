package org.porchlight.notices;

import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/// Sends the postman out: at once when a letter was written, and every five seconds for what was
/// put off.
@Component
class PostLoop implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(PostLoop.class);
  private static final long SECONDS_BETWEEN = 5;
  private static final long SECONDS_TO_FINISH = 5;

  private final Post post;
  private final SmtpSettings settings;
  private final AtomicBoolean woken = new AtomicBoolean();
  private volatile boolean running;
  private volatile ScheduledExecutorService postman = Executors.newSingleThreadScheduledExecutor();

  PostLoop(Post post, SmtpSettings settings) {
    this.post = post;
    this.settings = settings;
  }

  @Override
  public synchronized void start() {
    if (running || !settings.isOn()) {
      return;
    }
    running = true;
    woken.set(false);
    if (postman.isShutdown()) {
      postman = Executors.newSingleThreadScheduledExecutor();
    }
    var _ = postman.scheduleWithFixedDelay(this::round, 0, SECONDS_BETWEEN, TimeUnit.SECONDS);
  }

  /// Lets the letter under way be finished; what takes longer is tried again after the next start.
  @Override
  public synchronized void stop() {
    running = false;
    postman.shutdown();
    try {
      if (!postman.awaitTermination(SECONDS_TO_FINISH, TimeUnit.SECONDS)) {
        LOG.info("The mail server is slow; the letter under way will be tried again");
      }
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  /// Does not wait for anything.
  void wake() {
    if (running && woken.compareAndSet(false, true)) {
      try {
        postman.execute(this::round);
      } catch (RejectedExecutionException stopping) {
        LOG.debug("The letter leaves after the next start");
      }
    }
  }

  private void round() {
    woken.set(false);
    try {
      post.round(() -> running);
    } catch (RuntimeException failed) {
      // The executor would never call again.
      LOG.warn("Letters could not be looked through", failed);
    }
  }
}
