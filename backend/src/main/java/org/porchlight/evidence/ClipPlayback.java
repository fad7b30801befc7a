package org.porchlight.evidence;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.porchlight.access.Access;
import org.porchlight.access.Decision;
import org.porchlight.access.Permit;
import org.porchlight.access.Standing;
import org.porchlight.access.Use;
import org.porchlight.identity.Actor;
import org.porchlight.kernel.Served;
import org.porchlight.registry.CameraId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Qualifier;
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
  private final RecordedSound sound;
  private final Clock clock;
  private final Served served;
  private final Map<Player, Session> sessions = new ConcurrentHashMap<>();

  private record Player(String session, ClipId clip, Use use) {}

  private record Session(Permit permit, Instant lastAsked) {}

  /// How often something has changed since the program began.
  private record Changes(int masks, int silence) {

    static final Changes NONE = new Changes(0, 0);

    Changes plus(Changes more) {
      return new Changes(masks + more.masks, silence + more.silence);
    }
  }

  private final Map<CameraId, Changes> changes = new ConcurrentHashMap<>();

  ClipPlayback(
      Access access,
      JdbcClips clips,
      ClipRecords records,
      ClipBytes bytes,
      ClipCopies copies,
      ClipStore store,
      RecordedSound sound,
      Clock clock,
      @Qualifier("footageServed") Served served) {
    this.access = access;
    this.clips = clips;
    this.records = records;
    this.bytes = bytes;
    this.copies = copies;
    this.store = store;
    this.sound = sound;
    this.clock = clock;
    this.served = served;
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

  /// Clips of this camera that are on their way are cut off: they may show what is masked now.
  void masksChanged(CameraId camera) {
    changes.merge(camera, new Changes(1, 0), Changes::plus);
  }

  /// What is on its way with sound that nobody may hear any more is cut off. Asks the database.
  void consentChanged(CameraId camera) {
    boolean heard;
    try {
      heard = sound.mayBeHeard(camera);
    } catch (RuntimeException unknown) {
      LOG.warn("What may be heard of the clips of camera {} is not known", camera, unknown);
      heard = false;
    }
    if (!heard) {
      changes.merge(camera, new Changes(0, 1), Changes::plus);
    }
  }

  private Changes changes(CameraId camera) {
    return changes.getOrDefault(camera, Changes.NONE);
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
          return opened(clip, running.permit());
        }
        case Standing.Ended _ -> sessions.remove(player, running);
      }
    }
    return switch (access.ask(who, clip.camera(), use, clip.purpose(), clip.incident())) {
      case Decision.Allowed(var permit, _) -> {
        var opened = opened(clip, permit);
        if (use == Use.PLAYBACK && opened instanceof PlaybackAnswer.Opened(var playback)) {
          records.played(clip, permit, playback);
        }
        sessions.put(player, new Session(permit, now));
        yield opened;
      }
      case Decision.Denied(var reason, _) -> new PlaybackAnswer.Refused(reason);
    };
  }

  private PlaybackAnswer opened(Clip clip, Permit permit) {
    try {
      if (permit.use() == Use.THUMBNAIL) {
        return new PlaybackAnswer.Opened(new Thumbnail(clip, copies.thumbnail(clip), permit));
      }
      // Before it is asked what may be seen and heard: what changes from here on cuts it off.
      var changes = changes(clip.camera());
      return new PlaybackAnswer.Opened(new Film(clip, permit, copies.film(clip), changes));
    } catch (IOException | RuntimeException none) {
      LOG.warn("Clip {} can only be shown as a copy, and there is none", clip.id(), none);
      return new PlaybackAnswer.NotNow();
    }
  }

  private final class Film implements Playback {

    private final Clip clip;
    private final Permit permit;
    private final ClipCopies.Shown shown;
    private final @Nullable ClipCopy copy;
    private final Changes before;

    Film(Clip clip, Permit permit, ClipCopies.Shown shown, Changes before) {
      this.clip = clip;
      this.permit = permit;
      this.shown = shown;
      this.copy = shown.copy();
      this.before = before;
    }

    @Override
    public Clip clip() {
      return clip;
    }

    @Override
    public long bytes() {
      return copy == null ? clip.bytes() : copy.bytes();
    }

    @Override
    public String sha256() {
      return copy == null ? clip.sha256() : copy.sha256();
    }

    @Override
    public Set<Derivation> derivations() {
      return shown.because();
    }

    @Override
    public InputStream read(long offset, long length) throws IOException {
      var in = copy == null ? bytes.read(clip, offset, length) : readCopy(copy, offset, length);
      return new Guarded(in);
    }

    /// Gives out nothing once it might show or tell what it must not.
    private final class Guarded extends FilterInputStream {

      Guarded(InputStream in) {
        super(in);
      }

      @Override
      public int read() throws IOException {
        var one = super.read();
        check();
        leaves(permit, one < 0 ? 0 : 1);
        return one;
      }

      @Override
      public int read(byte[] into, int offset, int length) throws IOException {
        var read = super.read(into, offset, length);
        check();
        leaves(permit, read);
        return read;
      }

      private void check() throws IOException {
        var now = changes(clip.camera());
        if (now.masks() != before.masks() || (shown.heard() && now.silence() != before.silence())) {
          throw new IOException("something else may be seen or heard of the clip now");
        }
      }
    }
  }

  private final class Thumbnail implements Playback {

    private final Clip clip;
    private final ClipCopy copy;
    private final Permit permit;

    Thumbnail(Clip clip, ClipCopy copy, Permit permit) {
      this.clip = clip;
      this.copy = copy;
      this.permit = permit;
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
    public Set<Derivation> derivations() {
      return Set.of(Derivation.CONVERTED);
    }

    @Override
    public InputStream read(long offset, long length) throws IOException {
      var in = readCopy(copy, offset, length);
      leaves(permit, length);
      return in;
    }
  }

  private void leaves(Permit permit, long bytes) {
    served.gave(permit.id(), permit.camera().value(), permit.use().name(), bytes);
  }

  private InputStream readCopy(ClipCopy copy, long offset, long length) throws IOException {
    if (offset < 0 || length < 1 || offset + length > copy.bytes()) {
      throw new IllegalArgumentException("not inside the copy: " + offset + ", " + length);
    }
    return store.read(copy.key(), offset, length);
  }
}
