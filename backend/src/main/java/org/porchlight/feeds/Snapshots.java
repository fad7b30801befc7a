package org.porchlight.feeds;

import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.porchlight.audit.AuditEvent;
import org.porchlight.audit.AuditLog;
import org.porchlight.audit.Outcome;
import org.porchlight.feeds.copies.CopySettings;
import org.porchlight.feeds.copies.Darkroom;
import org.porchlight.feeds.copies.Look;
import org.porchlight.feeds.copies.StillAnswer;
import org.porchlight.feeds.media.ChunkPool;
import org.porchlight.feeds.media.Ring.Entry;
import org.porchlight.feeds.pull.StreamLost;
import org.porchlight.feeds.pull.VideoSource;
import org.porchlight.feeds.pull.VideoSource.VideoStream;
import org.porchlight.feeds.pull.push.PushDoor;
import org.porchlight.identity.Actor;
import org.porchlight.kernel.Served;
import org.porchlight.registry.CameraConnection;
import org.porchlight.registry.CameraConnections;
import org.porchlight.registry.CameraId;
import org.porchlight.registry.CameraNotFound;
import org.porchlight.registry.Masks;
import org.porchlight.registry.Resolver;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/// One picture of a camera for those who set its masks, who must see what they cover: its owner,
/// and staff of its housing authority. Nobody else, and police never, gets a picture here; theirs
/// are [permitted][PermittedSnapshots].
///
/// Blocks for up to some ten seconds: not for a thread that serves others.
@Service
public class Snapshots {

  private final Feeds feeds;
  private final Masks masks;
  private final CameraConnections connections;
  private final Resolver resolver;
  private final VideoSource source;
  private final PushDoor door;
  private final Darkroom darkroom;
  private final ChunkPool pool;
  private final AuditLog log;
  private final TransactionTemplate transaction;
  private final FeedSettings settings;
  private final CopySettings copies;
  private final Clock clock;
  private final Served served;
  private final Semaphore places;

  Snapshots(
      Feeds feeds,
      Masks masks,
      CameraConnections connections,
      Resolver resolver,
      VideoSource source,
      PushDoor door,
      Darkroom darkroom,
      ChunkPool pool,
      AuditLog log,
      TransactionTemplate transaction,
      FeedSettings settings,
      CopySettings copies,
      Clock clock,
      @Qualifier("liveServed") Served served) {
    this.feeds = feeds;
    this.masks = masks;
    this.connections = connections;
    this.resolver = resolver;
    this.source = source;
    this.door = door;
    this.darkroom = darkroom;
    this.pool = pool;
    this.log = log;
    this.transaction = transaction;
    this.settings = settings;
    this.copies = copies;
    this.clock = clock;
    this.served = served;
    this.places = new Semaphore(settings.probesAtOnce());
  }

  /// Takes a picture without masks. It is in the camera's ledger before it is shown.
  ///
  /// @throws CameraNotFound if the person does not set the masks of this camera
  public SnapshotAnswer toMask(Actor editor, CameraId camera) {
    if (masks.editable(editor, camera).isEmpty()) {
      throw new CameraNotFound(camera);
    }
    var picture = UUID.randomUUID();
    transaction.executeWithoutResult(_ ->
        log.append(
            AuditEvent.of("camera.snapshot.own", Outcome.ALLOW)
                .camera(camera.toString())
                .personal("act", editor.person().toString())
                .personal("org", editor.organisation().toString())
                .personal("src", editor.source())
                .personal("permit", picture.toString())));
    return newest(editor, camera)
        .map(key ->
            darkroom.develop(
                key.format(),
                key.sample(),
                key.at(),
                new Look(java.util.List.of(), copies.stillWidth(), "")))
        .map(Snapshots::answer)
        .map(answer -> leaves(picture, camera, answer))
        .orElseGet(SnapshotAnswer.NoPicture::new);
  }

  private SnapshotAnswer leaves(UUID picture, CameraId camera, SnapshotAnswer answer) {
    if (answer instanceof SnapshotAnswer.Taken taken) {
      served.gave(picture, camera.value(), "OWN_SNAPSHOT", taken.jpeg().length);
    }
    return answer;
  }

  private static SnapshotAnswer answer(StillAnswer still) {
    return switch (still) {
      case StillAnswer.Made(var jpeg, var width, var height) ->
          new SnapshotAnswer.Taken(jpeg, width, height);
      case StillAnswer.NotMade(var why) when why == StillAnswer.Why.BUSY ->
          new SnapshotAnswer.Busy();
      case StillAnswer.NotMade _ -> new SnapshotAnswer.NotShown();
    };
  }

  private Optional<Keyframe> newest(Actor editor, CameraId camera) {
    var running = feeds.find(camera);
    if (running.isPresent()) {
      return ofFeed(running.get());
    }
    if (door.presence(camera).isPresent()) {
      return ofStream(receiver -> door.stream(camera, false, receiver));
    }
    return connections.connectOwn(editor, camera).flatMap(this::ofCamera);
  }

  /// From the feed that runs anyway: the newest keyframe, or the next one.
  private Optional<Keyframe> ofFeed(Feed feed) {
    var found = new CompletableFuture<Keyframe>();
    var tap =
        new Feed.Tap() {
          @Override
          public void take(Entry entry, byte[] sample) {
            if (entry.key()) {
              found.complete(new Keyframe(entry.format(), sample, entry.arrived()));
            }
          }

          @Override
          public void interrupted(StreamProblem problem, int attempts) {}
        };
    feed.add(tap);
    try {
      return within(found);
    } finally {
      feed.remove(tap);
    }
  }

  /// From a connection that is made for this and ends with the first keyframe.
  private Optional<Keyframe> ofCamera(CameraConnection connection) {
    return ofStream(receiver -> source.stream(Pinning.pin(connection, resolver), receiver));
  }

  private interface Way {

    VideoStream to(VideoSource.Receiver receiver) throws StreamLost;
  }

  private Optional<Keyframe> ofStream(Way way) {
    var found = new CompletableFuture<Keyframe>();
    if (!places.tryAcquire()) {
      return Optional.empty();
    }
    try {
      var stream = way.to(new FirstKey(found));
      var puller =
          source
              .threads()
              .name("snapshot")
              .start(() -> {
                try (stream) {
                  stream.open();
                  var _ = stream.awaitEnd();
                } catch (StreamLost lost) {
                  found.cancel(false);
                } finally {
                  places.release();
                }
              });
      try {
        return within(found);
      } finally {
        if (puller.isAlive()) {
          stream.abort();
        }
      }
    } catch (StreamLost notAllowed) {
      places.release();
      return Optional.empty();
    }
  }

  private Optional<Keyframe> within(CompletableFuture<Keyframe> found) {
    try {
      return Optional.of(found.get(settings.probeTime().toMillis(), TimeUnit.MILLISECONDS));
    } catch (TimeoutException | ExecutionException | java.util.concurrent.CancellationException _) {
      return Optional.empty();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  private final class FirstKey implements VideoSource.Receiver {

    private final CompletableFuture<Keyframe> found;

    FirstKey(CompletableFuture<Keyframe> found) {
      this.found = found;
    }

    @Override
    public void begin() {}

    @Override
    public void take(VideoSource.Packet packet) {
      if (!found.isDone()) {
        Keyframe.copy(packet.picture(), pool, clock.instant()).ifPresent(found::complete);
      }
    }
  }
}
