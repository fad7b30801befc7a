package org.porchlight.feeds;

import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.porchlight.audit.AuditEvent;
import org.porchlight.audit.AuditLog;
import org.porchlight.audit.Outcome;
import org.porchlight.registry.CameraId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Tells the rest of the house how feeds fare, once per change: [FeedLost] and [FeedRestored] for
/// cameras that delivered, and an audit entry for a camera that is not what it says it is.
@Component
class FeedNews implements FeedKeeper.News, DisposableBean {

  private static final Logger LOG = LoggerFactory.getLogger(FeedNews.class);

  private final JdbcHealth rows;
  private final JdbcOutages outages;
  private final AuditLog log;
  private final ApplicationEventPublisher events;
  private final TransactionTemplate transaction;
  private final Clock clock;
  private final Map<CameraId, StreamProblem> told = new ConcurrentHashMap<>();
  private final ExecutorService writer =
      Executors.newSingleThreadExecutor(Thread.ofVirtual().name("feed-news").factory());
  private final AtomicBoolean toldShort = new AtomicBoolean();

  FeedNews(
      JdbcHealth rows,
      JdbcOutages outages,
      AuditLog log,
      ApplicationEventPublisher events,
      TransactionTemplate transaction,
      Clock clock) {
    this.rows = rows;
    this.outages = outages;
    this.log = log;
    this.events = events;
    this.transaction = transaction;
    this.clock = clock;
  }

  @Override
  public void delivers(CameraId camera) {
    var now = clock.instant();
    var restored = told.remove(camera) != null;
    later(() -> {
      rows.changed(camera, now, null);
      outages.end(camera, now);
      if (restored) {
        events.publishEvent(new FeedRestored(camera, now));
      }
    });
  }

  @Override
  public void lost(CameraId camera, StreamProblem problem, boolean delivered) {
    var before = told.put(camera, problem);
    if (before == problem) {
      return;
    }
    var now = clock.instant();
    later(() -> {
      rows.changed(camera, now, problem);
      outages.begin(camera, now, problem);
      if (delivered) {
        events.publishEvent(new FeedLost(camera, problem, now));
      }
    });
    if (isRefusal(problem)) {
      later(() ->
          log.append(
              AuditEvent.of("camera.feed.refused", Outcome.DENY)
                  .camera(camera.toString())
                  .plain("reason", problem.name())));
    }
  }

  /// Nobody expects pictures of this camera any more: if it is lost the next time somebody does,
  /// that is news.
  void forget(CameraId camera) {
    told.remove(camera);
  }

  @Override
  public void limited(Shortage shortage) {
    var isShort = !shortage.equals(Shortage.NONE);
    if (isShort) {
      LOG.warn("Not every camera has room: {}", shortage);
    } else {
      LOG.info("Every camera has room again");
    }
    if (toldShort.getAndSet(isShort) != isShort) {
      later(() ->
          log.append(
              AuditEvent.of(isShort ? "feeds.limited" : "feeds.unlimited", Outcome.DONE)
                  .plain("shortened", shortage.shortened())
                  .plain("waiting", shortage.waiting())
                  .plain("unbuffered", shortage.unbuffered())));
    }
  }

  /// Somebody who dialled in as this camera was sent away.
  void sentAway(CameraId camera, String why) {
    later(() ->
        log.append(
            AuditEvent.of("camera.dial_in.refused", Outcome.DENY)
                .camera(camera.toString())
                .plain("reason", why)));
  }

  private static boolean isRefusal(StreamProblem problem) {
    return switch (problem) {
      case ADDRESS_NOT_ALLOWED,
          LED_ELSEWHERE,
          OUT_OF_BOUNDS,
          NOT_VIDEO,
          WRONG_LOGIN,
          WEAKER_LOGIN,
          WRONG_CERTIFICATE ->
          true;
      case NONE_YET,
          NO_ROOM,
          NOT_CONNECTED,
          NOT_DIALLED_IN,
          NO_ANSWER,
          STALLED,
          NO_KEYFRAMES,
          ENDED,
          MISCONFIGURED,
          COPIES_FULL,
          COPY_FAILED ->
          false;
    };
  }

  /// Not on the keeper's thread: a slow database must not stop the pictures. In the order in which
  /// it happened.
  private void later(Runnable statement) {
    writer.execute(() -> {
      try {
        transaction.executeWithoutResult(_ -> statement.run());
      } catch (RuntimeException lost) {
        LOG.warn("How a feed fares could not be written down", lost);
      }
    });
  }

  /// What is still to be written is written, but not for ever.
  @Override
  public void destroy() throws InterruptedException {
    writer.shutdown();
    var _ = writer.awaitTermination(3, TimeUnit.SECONDS);
  }
}
