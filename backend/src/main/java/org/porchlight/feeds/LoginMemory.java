package org.porchlight.feeds;

import java.time.Clock;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.porchlight.feeds.pull.AskedBefore;
import org.porchlight.registry.CameraDeleted;
import org.porchlight.registry.CameraId;
import org.porchlight.registry.ConnectionChanged;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Which cameras have asked for the password by Digest, until their owner types address or password
/// again.
@Component
class LoginMemory implements DisposableBean {

  private static final Logger LOG = LoggerFactory.getLogger(LoginMemory.class);

  private final JdbcLoginMemory rows;
  private final Clock clock;
  private final Set<CameraId> byDigest = ConcurrentHashMap.newKeySet();
  private final ExecutorService writer =
      Executors.newSingleThreadExecutor(Thread.ofVirtual().name("login-memory").factory());

  LoginMemory(JdbcLoginMemory rows, Clock clock) {
    this.rows = rows;
    this.clock = clock;
  }

  /// Reads what is known; what is asked of the answer waits for nothing.
  AskedBefore of(CameraId camera) {
    if (rows.askedByDigest(camera)) {
      byDigest.add(camera);
    }
    return new AskedBefore() {

      @Override
      public boolean byDigest() {
        return byDigest.contains(camera);
      }

      @Override
      public void askedByDigest() {
        if (byDigest.add(camera)) {
          writer.execute(() -> write(camera));
        }
      }
    };
  }

  private void write(CameraId camera) {
    try {
      rows.put(camera, clock.instant());
    } catch (RuntimeException lost) {
      LOG.warn("How camera {} asks for its password could not be written down", camera, lost);
    }
  }

  /// In the transaction that changes the connection.
  @EventListener
  @Transactional
  void whenChanged(ConnectionChanged changed) {
    forget(changed.camera());
  }

  /// In the transaction that deletes the camera.
  @EventListener
  @Transactional
  void whenDeleted(CameraDeleted deleted) {
    forget(deleted.camera());
  }

  private void forget(CameraId camera) {
    rows.delete(camera);
    byDigest.remove(camera);
  }

  /// What is still to be written is written, but not for ever.
  @Override
  public void destroy() throws InterruptedException {
    writer.shutdown();
    var _ = writer.awaitTermination(3, TimeUnit.SECONDS);
  }
}
