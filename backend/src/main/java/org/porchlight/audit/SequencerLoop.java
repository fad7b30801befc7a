package org.porchlight.audit;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.porchlight.audit.CheckpointSigner.Answer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// Sequences and signs for as long as the application runs, on a thread of its own.
///
/// It begins before the first request is taken and ends after the last one. Each start is itself an
/// entry, sequenced and signed at once: so the log never is without a checkpoint while somebody can
/// ask for one, and an auditor sees when the system was down.
@Component
class SequencerLoop implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(SequencerLoop.class);

  /// A trouble that lasts is said again this often: security.md wants to hear of it within 60 s.
  private static final Duration REPEAT = Duration.ofSeconds(50);

  /// Before the web server takes requests (Spring Boot: 2,048 below the default), and after it has
  /// stopped.
  private static final int AROUND_THE_WEB_SERVER = DEFAULT_PHASE - 4096;

  private final AuditLog log;
  private final TransactionTemplate transaction;
  private final Sequencer sequencer;
  private final CheckpointSigner signer;
  private final AuditSettings settings;

  private volatile @Nullable Thread thread;
  private volatile long sequenced;
  private volatile long signed;
  private long signedAt = System.nanoTime();
  private long complainedAt;
  private String complaint = "";

  SequencerLoop(
      AuditLog log,
      PlatformTransactionManager transactions,
      Sequencer sequencer,
      CheckpointSigner signer,
      AuditSettings settings) {
    this.log = log;
    this.transaction = new TransactionTemplate(transactions);
    this.sequencer = sequencer;
    this.signer = signer;
    this.settings = settings;
  }

  /// Entries in the tree, as far as this node has seen.
  long sequenced() {
    return sequenced;
  }

  /// Entries under a signed checkpoint, as far as this node has seen.
  long signed() {
    return signed;
  }

  @Override
  public int getPhase() {
    return AROUND_THE_WEB_SERVER;
  }

  @Override
  public void start() {
    var started = Thread.ofPlatform().name("audit-sequencer").daemon().unstarted(this::run);
    thread = started;
    transaction.executeWithoutResult(_ -> log.append(AuditEvent.of("system.start", Outcome.DONE)));
    guarded(() -> {
      turn();
      sign();
    });
    started.start();
  }

  @Override
  public void stop() {
    var running = thread;
    thread = null;
    if (running == null) {
      return;
    }
    LockSupport.unpark(running);
    try {
      // A batch takes milliseconds. What it has not committed by then the next start does again.
      running.join(Duration.ofSeconds(5));
    } catch (InterruptedException hurry) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public boolean isRunning() {
    return thread != null;
  }

  private void run() {
    while (thread == Thread.currentThread()) {
      guarded(this::turn);
      LockSupport.parkNanos(settings.sequenceEvery().toNanos());
    }
  }

  private void guarded(Runnable work) {
    try {
      work.run();
    } catch (RuntimeException failed) {
      complain("The audit log cannot be sequenced: " + failed, failed);
    }
  }

  private void turn() {
    var more = true;
    while (more && thread != null) {
      var progress = sequencer.sequence();
      sequenced = progress.size();
      more = progress.more();
      if (sequenced - signed >= settings.signAfter()
          || System.nanoTime() - signedAt >= settings.signEvery().toNanos()) {
        sign();
      }
    }
  }

  private void sign() {
    signedAt = System.nanoTime();
    switch (signer.sign()) {
      case Answer.UpTo(var size) -> {
        signed = size;
        complaint = "";
      }
      case Answer.Busy() -> {}
      case Answer.Refused(var why) -> complain("The audit log is not signed: " + why, null);
    }
  }

  private void complain(String what, @Nullable Throwable cause) {
    var now = System.nanoTime();
    if (!what.equals(complaint) || now - complainedAt >= REPEAT.toNanos()) {
      complaint = what;
      complainedAt = now;
      LOG.error("{}", what, cause);
    }
  }
}
