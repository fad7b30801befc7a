package org.porchlight.evidence;

import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.porchlight.access.Access;
import org.porchlight.access.Decision;
import org.porchlight.access.Permit;
import org.porchlight.access.Standing;
import org.porchlight.access.Use;
import org.porchlight.identity.Actor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;

/// Plays clips to those who may see them.
@Service
public class ClipPlayback {

  private static final Logger LOG = LoggerFactory.getLogger(ClipPlayback.class);

  /// Pieces that follow each other more slowly are another playback.
  static final Duration PAUSE = Duration.ofMinutes(5);

  private final Access access;
  private final JdbcClips clips;
  private final ClipRecords records;
  private final ClipBytes bytes;
  private final ClipCopies copies;
  private final ClipStore store;
  private final Clock clock;
  private final Map<Player, Session> sessions = new ConcurrentHashMap<>();

  private record Player(String session, ClipId clip, Use use) {}

  private record Session(Permit permit, Instant lastAsked) {}

  ClipPlayback(
      Access access,
      JdbcClips clips,
      ClipRecords records,
      ClipBytes bytes,
      ClipCopies copies,
      ClipStore store,
      Clock clock) {
    this.access = access;
    this.clips = clips;
    this.records = records;
    this.bytes = bytes;
    this.copies = copies;
    this.store = store;
    this.clock = clock;
  }

  /// Decides and records. A player asks for one clip in many small pieces: within one session that
  /// is one playback with one record, for as long as the pieces follow each other within a few
  /// minutes, and the decision is taken again for each. Must not be called inside a transaction.
  ///
  /// @throws ClipNotFound if there is no such clip
  public PlaybackAnswer open(Actor who, ClipId id) {
    return open(who, id, Use.PLAYBACK);
  }

  /// The clip's small picture for lists, decided and recorded in the same way. Must not be called
  /// inside a transaction.
  ///
  /// @throws ClipNotFound if there is no such clip
  public PlaybackAnswer thumbnail(Actor who, ClipId id) {
    return open(who, id, Use.THUMBNAIL);
  }

  private PlaybackAnswer open(Actor who, ClipId id, Use use) {
    var clip = clips.find(id).orElseThrow(() -> new ClipNotFound(id));
    var player = new Player(who.session(), id, use);
    var now = clock.instant();
    sessions.values().removeIf(session -> session.lastAsked().plus(PAUSE).isBefore(now));
    var running = sessions.get(player);
    if (running != null && running.permit().who().person().equals(who.person())) {
      switch (access.judge(running.permit())) {
        case Standing.Holds _ -> {
          sessions.replace(player, running, new Session(running.permit(), now));
          return opened(clip, use);
        }
        case Standing.Ended _ -> sessions.remove(player, running);
      }
    }
    return switch (access.ask(who, clip.camera(), use, clip.purpose(), clip.incident())) {
      case Decision.Allowed(var permit, _) -> {
        var opened = opened(clip, use);
        if (use == Use.PLAYBACK && opened instanceof PlaybackAnswer.Opened(var playback)) {
          records.played(clip, permit, playback);
        }
        sessions.put(player, new Session(permit, now));
        yield opened;
      }
      case Decision.Denied(var reason, _) -> new PlaybackAnswer.Refused(reason);
    };
  }

  private PlaybackAnswer opened(Clip clip, Use use) {
    try {
      if (use == Use.THUMBNAIL) {
        return new PlaybackAnswer.Opened(new OfCopy(clip, copies.thumbnail(clip)));
      }
      var masked = copies.masked(clip);
      return new PlaybackAnswer.Opened(
          masked.isPresent() ? new OfCopy(clip, masked.get()) : new Original(clip));
    } catch (IOException | RuntimeException none) {
      LOG.warn("Clip {} can only be shown as a copy, and there is none", clip.id(), none);
      return new PlaybackAnswer.NotNow();
    }
  }

  private final class Original implements Playback {

    private final Clip clip;

    Original(Clip clip) {
      this.clip = clip;
    }

    @Override
    public Clip clip() {
      return clip;
    }

    @Override
    public long bytes() {
      return clip.bytes();
    }

    @Override
    public String sha256() {
      return clip.sha256();
    }

    @Override
    public boolean derivative() {
      return false;
    }

    @Override
    public InputStream read(long offset, long length) throws IOException {
      return bytes.read(clip, offset, length);
    }
  }

  private final class OfCopy implements Playback {

    private final Clip clip;
    private final ClipCopy copy;

    OfCopy(Clip clip, ClipCopy copy) {
      this.clip = clip;
      this.copy = copy;
    }

    @Override
    public Clip clip() {
      return clip;
    }

    @Override
    public long bytes() {
      return copy.bytes();
    }

    @Override
    public String sha256() {
      return copy.sha256();
    }

    @Override
    public boolean derivative() {
      return true;
    }

    @Override
    public InputStream read(long offset, long length) throws IOException {
      if (offset < 0 || length < 1 || offset + length > copy.bytes()) {
        throw new IllegalArgumentException("not inside the copy: " + offset + ", " + length);
      }
      return store.read(copy.key(), offset, length);
    }
  }
}
