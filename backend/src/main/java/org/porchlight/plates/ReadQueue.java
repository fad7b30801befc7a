package org.porchlight.plates;

import java.time.Clock;
import java.util.concurrent.atomic.AtomicBoolean;
import org.porchlight.audit.AuditEvent;
import org.porchlight.audit.AuditLog;
import org.porchlight.audit.Outcome;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/// Makes reads of messages. The queue is the table itself, so nothing is lost when the program is
/// killed; a look every second finds what was left.
@Component
class ReadQueue {

  private static final Logger LOG = LoggerFactory.getLogger(ReadQueue.class);
  static final int BATCH = 200;

  private final JdbcReaders readers;
  private final JdbcReads reads;
  private final AuditLog audit;
  private final TransactionTemplate transaction;
  private final PlateSettings settings;
  private final Clock clock;
  private final AtomicBoolean running = new AtomicBoolean();

  ReadQueue(
      JdbcReaders readers,
      JdbcReads reads,
      AuditLog audit,
      PlatformTransactionManager transactions,
      PlateSettings settings,
      Clock clock) {
    this.readers = readers;
    this.reads = reads;
    this.audit = audit;
    this.transaction = new TransactionTemplate(transactions);
    this.settings = settings;
    this.clock = clock;
  }

  /// Looks at the queue as soon as the present transaction has committed, on another thread.
  void lookAfterCommit() {
    TransactionSynchronizationManager.registerSynchronization(
        new TransactionSynchronization() {
          @Override
          public void afterCommit() {
            if (!running.get()) {
              Thread.ofVirtual().name("plate-reads").start(ReadQueue.this::drain);
            }
          }
        });
  }

  @Scheduled(fixedDelayString = "PT1S")
  void drain() {
    if (!running.compareAndSet(false, true)) {
      return;
    }
    try {
      while (handleSome() == BATCH) {
        LOG.debug("More plate reads wait than fit into one batch");
      }
    } catch (RuntimeException down) {
      LOG.warn("Plate reads stay in the queue: {}", down.toString());
    } finally {
      running.set(false);
    }
  }

  private int handleSome() {
    Integer handled =
        transaction.execute(_ -> {
          var messages = reads.take(BATCH);
          messages.forEach(this::handle);
          return messages.size();
        });
    return handled == null ? 0 : handled;
  }

  private void handle(JdbcReads.Message message) {
    var place = readers.place(message.reader()).orElseThrow();
    try {
      reads.add(message, ParsedRead.of(message.body(), place, message.receivedAt()));
      reads.handled(message, null, clock.instant());
    } catch (ParsedRead.Unusable unusable) {
      reads.handled(message, unusable.getMessage(), clock.instant());
    }
  }

  /// Retention: what nobody looked for in time is deleted, hourly.
  @Scheduled(initialDelayString = "PT2M", fixedDelayString = "PT1H")
  void purge() {
    var limit = clock.instant().minus(settings.retention());
    transaction.executeWithoutResult(_ -> {
      var removed = reads.removeOlderThan(limit);
      if (removed > 0) {
        audit.append(AuditEvent.of("plates.reads.purged", Outcome.DONE).plain("n", removed));
      }
    });
  }
}
