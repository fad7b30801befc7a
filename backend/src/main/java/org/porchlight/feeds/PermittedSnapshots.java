package org.porchlight.feeds;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.porchlight.access.Access;
import org.porchlight.access.Permit;
import org.porchlight.access.Standing;
import org.porchlight.access.Use;
import org.porchlight.audit.RecordedAccess;
import org.porchlight.feeds.copies.CopySettings;
import org.porchlight.feeds.copies.Darkroom;
import org.porchlight.feeds.copies.Look;
import org.porchlight.feeds.copies.StillAnswer;
import org.porchlight.feeds.media.Ring.Entry;
import org.porchlight.feeds.media.VideoFormat;
import org.porchlight.identity.PersonId;
import org.porchlight.kernel.Served;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Service;

/// One picture of a camera for those who were allowed to see it now. What is masked is blanked, and
/// the time and the camera are burned in, as in every copy.
///
/// Blocks for up to some ten seconds: not for a thread that serves others.
@Service
public class PermittedSnapshots {

  private static final Logger LOG = LoggerFactory.getLogger(PermittedSnapshots.class);

  /// A picture from before is not what the camera sees now.
  private static final Duration NOW = Duration.ofSeconds(10);

  private final Feeds feeds;
  private final Cameras cameras;
  private final Access access;
  private final Copies copies;
  private final Darkroom darkroom;
  private final FeedSettings settings;
  private final CopySettings looks;
  private final Clock clock;
  private final Served served;
  private final Semaphore places;
  private final Set<PersonId> waiting = ConcurrentHashMap.newKeySet();

  PermittedSnapshots(
      Feeds feeds,
      Cameras cameras,
      Access access,
      Copies copies,
      Darkroom darkroom,
      FeedSettings settings,
      CopySettings looks,
      Clock clock,
      @Qualifier("liveServed") Served served) {
    this.feeds = feeds;
    this.cameras = cameras;
    this.access = access;
    this.copies = copies;
    this.darkroom = darkroom;
    this.settings = settings;
    this.looks = looks;
    this.clock = clock;
    this.served = served;
    this.places = new Semaphore(settings.probesAtOnce());
  }

  @SuppressWarnings("ArrayRecordComponent")
  private record Key(VideoFormat format, byte[] sample, Instant at) {}

  /// Takes a picture. Whoever is having one taken already is busy. Is what is blanked not known,
  /// there is none; has the ground ended meanwhile, there is none either.
  ///
  /// @throws IllegalArgumentException if the two proofs are not for a snapshot of one camera
  public SnapshotAnswer take(Permit permit, RecordedAccess recorded) {
    Proofs.check(permit, recorded, Use.SNAPSHOT);
    var person = permit.who().person();
    if (!waiting.add(person)) {
      return new SnapshotAnswer.Busy();
    }
    try {
      if (!places.tryAcquire()) {
        return new SnapshotAnswer.Busy();
      }
      try {
        return taken(permit);
      } finally {
        places.release();
      }
    } finally {
      waiting.remove(person);
    }
  }

  private SnapshotAnswer taken(Permit permit) {
    var key = newest(permit);
    if (key.isEmpty()) {
      return new SnapshotAnswer.NoPicture();
    }
    var still = develop(permit, key.get());
    return switch (access.judge(permit)) {
      case Standing.Holds _ -> {
        if (still instanceof SnapshotAnswer.Taken taken) {
          served.gave(
              permit.id(), permit.camera().value(), permit.use().name(), taken.jpeg().length);
        }
        yield still;
      }
      case Standing.Ended(var reason) -> new SnapshotAnswer.Ended(reason);
    };
  }

  private SnapshotAnswer develop(Permit permit, Key key) {
    var camera = permit.camera();
    try {
      var look = new Look(copies.masks(camera).masks(), looks.stillWidth(), Copies.mark(camera));
      return switch (darkroom.develop(key.format(), key.sample(), key.at(), look)) {
        case StillAnswer.Made(var jpeg, var width, var height) ->
            new SnapshotAnswer.Taken(jpeg, width, height);
        case StillAnswer.NotMade(var why) when why == StillAnswer.Why.BUSY ->
            new SnapshotAnswer.Busy();
        case StillAnswer.NotMade _ -> new SnapshotAnswer.NotShown();
      };
    } catch (RuntimeException unknown) {
      LOG.warn("What is blanked at camera {} is not known; nothing is shown", camera, unknown);
      return new SnapshotAnswer.NotShown();
    }
  }

  /// The newest keyframe that may be seen, or the next one; the feed runs for as long as that takes
  /// and a few seconds longer.
  private Optional<Key> newest(Permit permit) {
    if (feeds.find(permit.camera()).isEmpty() && cameras.connect(permit.camera()).isEmpty()) {
      return Optional.empty();
    }
    var now = clock.instant().minus(NOW);
    var oldest = permit.reachesBackTo().filter(now::isBefore).orElse(now);
    var found = new CompletableFuture<Key>();
    var tap =
        new Feed.Tap() {
          @Override
          public void take(Entry entry, byte[] sample) {
            if (entry.key() && !entry.arrived().isBefore(oldest)) {
              found.complete(new Key(entry.format(), sample, entry.arrived()));
            }
          }

          @Override
          public void interrupted(StreamProblem problem, int attempts) {}
        };
    try (var hold = feeds.hold(permit.camera())) {
      hold.feed().add(tap);
      try {
        return Optional.of(found.get(settings.probeTime().toMillis(), TimeUnit.MILLISECONDS));
      } catch (TimeoutException | ExecutionException _) {
        return Optional.empty();
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
        return Optional.empty();
      } finally {
        hold.feed().remove(tap);
      }
    }
  }
}
