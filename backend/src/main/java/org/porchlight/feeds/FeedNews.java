package org.porchlight.feeds;

import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.porchlight.audit.AuditEvent;
import org.porchlight.audit.AuditLog;
import org.porchlight.audit.Outcome;
import org.porchlight.registry.CameraId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Tells the rest of the house how feeds fare, once per change: [FeedLost] and [FeedRestored] for
/// cameras that delivered, and an audit entry for a camera that is not what it says it is.
@Component
class FeedNews implements FeedKeeper.News {

  private static final Logger LOG = LoggerFactory.getLogger(FeedNews.class);

  private final AuditLog log;
  private final ApplicationEventPublisher events;
  private final TransactionTemplate transaction;
  private final Clock clock;
  private final Map<CameraId, StreamProblem> told = new ConcurrentHashMap<>();

  FeedNews(
      AuditLog log,
      ApplicationEventPublisher events,
      TransactionTemplate transaction,
      Clock clock) {
    this.log = log;
    this.events = events;
    this.transaction = transaction;
    this.clock = clock;
  }

  @Override
  public void delivers(CameraId camera) {
    if (told.remove(camera) != null) {
      later(() -> events.publishEvent(new FeedRestored(camera, clock.instant())));
    }
  }

  @Override
  public void lost(CameraId camera, StreamProblem problem, boolean delivered) {
    var before = told.put(camera, problem);
    if (delivered) {
      later(() -> events.publishEvent(new FeedLost(camera, problem, clock.instant())));
    }
    if (before != problem && isRefusal(problem)) {
      later(() ->
          log.append(
              AuditEvent.of("camera.feed.refused", Outcome.DENY)
                  .camera(camera.toString())
                  .plain("reason", problem.name())));
    }
  }

  private static boolean isRefusal(StreamProblem problem) {
    return switch (problem) {
      case ADDRESS_NOT_ALLOWED, LED_ELSEWHERE, OUT_OF_BOUNDS, NOT_VIDEO, WRONG_LOGIN -> true;
      case NONE_YET,
          NOT_CONNECTED,
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

  /// Not on the keeper's thread: a slow database must not stop the pictures.
  private void later(Runnable statement) {
    Thread.ofVirtual()
        .name("feed-news")
        .start(() -> {
          try {
            transaction.executeWithoutResult(_ -> statement.run());
          } catch (RuntimeException lost) {
            LOG.warn("How a feed fares could not be written down", lost);
          }
        });
  }
}
