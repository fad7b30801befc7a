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
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Service;

/// Plays clips to those who may see them.
@Service
public class ClipPlayback {

  /// Pieces that follow each other more slowly are another playback.
  static final Duration PAUSE = Duration.ofMinutes(5);

  private final Access access;
  private final JdbcClips clips;
  private final ClipRecords records;
  private final ClipStore store;
  private final Spool spool;
  private final Clock clock;
  private final Map<Player, Session> sessions = new ConcurrentHashMap<>();

  private record Player(String session, ClipId clip) {}

  private record Session(Permit permit, Instant lastAsked) {}

  ClipPlayback(
      Access access,
      JdbcClips clips,
      ClipRecords records,
      ClipStore store,
      @Qualifier("clipSpool") Spool spool,
      Clock clock) {
    this.access = access;
    this.clips = clips;
    this.records = records;
    this.store = store;
    this.spool = spool;
    this.clock = clock;
  }

  /// Decides and records. A player asks for one clip in many small pieces: within one session that
  /// is one playback with one record, for as long as the pieces follow each other within a few
  /// minutes, and the decision is taken again for each. Must not be called inside a transaction.
  ///
  /// @throws ClipNotFound if there is no such clip
  public PlaybackAnswer open(Actor who, ClipId id) {
    var clip = clips.find(id).orElseThrow(() -> new ClipNotFound(id));
    var player = new Player(who.session(), id);
    var now = clock.instant();
    sessions.values().removeIf(session -> session.lastAsked().plus(PAUSE).isBefore(now));
    var running = sessions.get(player);
    if (running != null && running.permit().who().person().equals(who.person())) {
      switch (access.judge(running.permit())) {
        case Standing.Holds _ -> {
          sessions.replace(player, running, new Session(running.permit(), now));
          return new PlaybackAnswer.Opened(playback(clip));
        }
        case Standing.Ended _ -> sessions.remove(player, running);
      }
    }
    return switch (access.ask(who, clip.camera(), Use.PLAYBACK, clip.purpose(), clip.incident())) {
      case Decision.Allowed(var permit, _) -> {
        records.played(clip, permit);
        sessions.put(player, new Session(permit, now));
        yield new PlaybackAnswer.Opened(playback(clip));
      }
      case Decision.Denied(var reason, _) -> new PlaybackAnswer.Refused(reason);
    };
  }

  private Playback playback(Clip clip) {
    return new Playback() {
      @Override
      public Clip clip() {
        return clip;
      }

      @Override
      public InputStream read(long offset, long length) throws IOException {
        return ClipPlayback.this.read(clip, offset, length);
      }
    };
  }

  private InputStream read(Clip clip, long offset, long length) throws IOException {
    if (offset < 0 || length < 1 || offset + length > clip.bytes()) {
      throw new IllegalArgumentException("not inside the clip: " + offset + ", " + length);
    }
    if (clip.state() == ClipState.SPOOLED) {
      try {
        return spool.read(clip.id().value(), offset);
      } catch (IOException perhapsDelivered) {
        // Between the question and now it may have gone to the store.
        if (clips.state(clip.id()).filter(ClipState.STORED::equals).isEmpty()) {
          throw perhapsDelivered;
        }
      }
    }
    var key = clips.key(clip.id()).orElseThrow(() -> new ClipNotFound(clip.id()));
    return store.read(key, offset, length);
  }
}
