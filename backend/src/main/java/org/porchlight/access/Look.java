package org.porchlight.access;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.porchlight.registry.CameraId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One look through a camera that is open, or was: a live view or a replay. [Looks] opens it and
/// looks after it; whoever shows something under it says what was shown, and stops when it ends.
public final class Look {

  private static final Logger LOG = LoggerFactory.getLogger(Look.class);

  private final Looks looks;
  private final UUID id;
  private final Permit permit;
  private final LongAdder bytes = new LongAdder();
  private final AtomicReference<@Nullable Ended> ended = new AtomicReference<>();
  private final AtomicBoolean judging = new AtomicBoolean();
  private final AtomicBoolean judgeAgain = new AtomicBoolean();
  private final long openedAt = System.nanoTime();
  private volatile long heldAt = openedAt;
  private volatile long fetchedAt = openedAt;
  private volatile @Nullable Idle idle;
  private volatile Watcher watcher = _ -> {};

  /// Whoever shows something under a look.
  public interface Watcher {

    /// It has ended: nothing more may be shown. Told once, on the thread that ended it; must not
    /// wait.
    void ended(EndReason why);

    /// The ground stands, looked at just now.
    default void holds() {}
  }

  /// How it ended.
  public record Ended(EndReason reason, Instant at) {}

  private record Idle(Duration after, EndReason why) {}

  Look(Looks looks, UUID id, Permit permit) {
    this.looks = looks;
    this.id = id;
    this.permit = permit;
  }

  public UUID id() {
    return id;
  }

  public Permit permit() {
    return permit;
  }

  public CameraId camera() {
    return permit.camera();
  }

  public boolean isOpen() {
    return ended.get() == null;
  }

  /// Empty while it is open.
  public Optional<Ended> ended() {
    return Optional.ofNullable(ended.get());
  }

  /// So many bytes more were given out.
  public void gave(long more) {
    bytes.add(more);
  }

  /// It is one that is fetched piece by piece: it ends for this reason when nothing was
  /// [fetched][#fetched] for that long.
  public void endsWhenIdle(Duration after, EndReason why) {
    idle = new Idle(after, why);
  }

  /// Somebody fetches a piece of it now.
  public void fetched() {
    fetchedAt = System.nanoTime();
  }

  /// Ends it, and waits a moment for the closing record; what takes longer is written later. Doing
  /// it twice is harmless.
  public void end(EndReason why) {
    finish(why).ifPresent(Looks::awaitSoon);
  }

  void watchedBy(Watcher who) {
    watcher = who;
  }

  long given() {
    return bytes.sum();
  }

  long millis() {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - openedAt);
  }

  /// Ends it without waiting.
  ///
  /// @return what writes the closing record; empty if it had ended already
  Optional<Thread> finish(EndReason why) {
    if (!ended.compareAndSet(null, new Ended(why, looks.now()))) {
      return Optional.empty();
    }
    watcher.ended(why);
    return Optional.of(looks.over(this, why));
  }

  void endIfIdle() {
    var most = idle;
    if (most != null && System.nanoTime() - fetchedAt > most.after().toNanos()) {
      var _ = finish(most.why());
    }
  }

  /// Looks at the ground, on a thread of its own, so that a slow answer keeps no other look open.
  void judge() {
    if (!isOpen()) {
      return;
    }
    if (System.nanoTime() - heldAt > looks.patience().toNanos()) {
      var _ = finish(new EndReason.GroundEnded(Reason.CANNOT_JUDGE));
      return;
    }
    judgeAgain.set(true);
    if (judging.compareAndSet(false, true)) {
      Thread.ofVirtual().name("judge-" + id).start(this::judgeNow);
    }
  }

  /// What is heard while a judgement is being made may be newer than what it has read: then once
  /// more.
  private void judgeNow() {
    try {
      while (isOpen() && judgeAgain.getAndSet(false)) {
        var asked = System.nanoTime();
        switch (looks.standing(permit)) {
          case Standing.Holds _ -> {
            heldAt = asked;
            watcher.holds();
          }
          case Standing.Ended(var reason) -> {
            var _ = finish(new EndReason.GroundEnded(reason));
          }
        }
      }
    } catch (RuntimeException unread) {
      LOG.warn("The ground of look {} could not be looked at", id, unread);
    } finally {
      judging.set(false);
    }
    if (judgeAgain.get()) {
      judge();
    }
  }
}
