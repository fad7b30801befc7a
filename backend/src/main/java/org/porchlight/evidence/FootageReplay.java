package org.porchlight.evidence;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.porchlight.access.Access;
import org.porchlight.access.Decision;
import org.porchlight.access.EndReason;
import org.porchlight.access.Look;
import org.porchlight.access.Looks;
import org.porchlight.access.Standing;
import org.porchlight.access.Use;
import org.porchlight.feeds.ViewerFormat;
import org.porchlight.identity.Actor;
import org.porchlight.incidents.IncidentId;
import org.porchlight.kernel.Served;
import org.porchlight.registry.CameraId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Service;

/// Shows what cameras recorded, by time: one decision with one record for each replay, which is
/// taken again for every piece and every second. See docs/design/recording.md.
@Service
public class FootageReplay {

  private static final Logger LOG = LoggerFactory.getLogger(FootageReplay.class);

  /// A replay that fetches nothing for this long has been left.
  static final Duration IDLE = Duration.ofMinutes(5);

  private static final int MOST_FILES = 5_000;

  private final Access access;
  private final Looks looks;
  private final JdbcSegments segments;
  private final SegmentCopies copies;
  private final RecordedFootage footage;
  private final ClipStore store;
  private final Served served;
  private final Map<UUID, Open> replays = new ConcurrentHashMap<>();

  FootageReplay(
      Access access,
      Looks looks,
      JdbcSegments segments,
      SegmentCopies copies,
      RecordedFootage footage,
      ClipStore store,
      @Qualifier("footageServed") Served served) {
    this.access = access;
    this.looks = looks;
    this.segments = segments;
    this.copies = copies;
    this.footage = footage;
    this.store = store;
    this.served = served;
  }

  /// Decides and records, once for the whole replay. Must not be called inside a transaction.
  ///
  /// @param purposeCode as for [Access#ask]
  /// @param watcher told when the replay ends, and when what it showed must be fetched again
  public ReplayAnswer open(
      Actor who,
      CameraId camera,
      String purposeCode,
      @Nullable IncidentId incident,
      ReplayWatcher watcher) {
    return switch (access.ask(who, camera, Use.REPLAY, purposeCode, incident)) {
      case Decision.Allowed(var permit, _) ->
          new ReplayAnswer.Opened(looks.open(permit, look -> opened(look, watcher)));
      case Decision.Denied(var reason, _) -> new ReplayAnswer.Refused(reason);
    };
  }

  private Open opened(Look look, ReplayWatcher watcher) {
    var replay = new Open(look, watcher);
    look.endsWhenIdle(IDLE, new EndReason.Idle());
    replays.put(look.id(), replay);
    return replay;
  }

  /// One piece of an open replay, decided again. What must be a copy is made here, which takes a
  /// second or two. Must not be called inside a transaction.
  ///
  /// @param plays what the viewer's program can play
  public ReplayPieceAnswer piece(Actor who, UUID id, UUID piece, Set<ViewerFormat> plays) {
    var replay = replays.get(id);
    if (replay == null || !replay.isOf(who)) {
      return new ReplayPieceAnswer.NoReplay();
    }
    return switch (access.judge(replay.look.permit())) {
      case Standing.Ended(var reason) -> {
        replay.look.end(new EndReason.GroundEnded(reason));
        yield new ReplayPieceAnswer.Refused(reason);
      }
      case Standing.Holds _ -> replay.piece(piece, plays);
    };
  }

  /// What is on its way is cut off: it may show what is masked now.
  void masksChanged(CameraId camera) {
    for (var replay : replays.values()) {
      if (replay.camera().equals(camera)) {
        replay.masksChanged();
      }
    }
  }

  /// What is on its way with sound that nobody may hear any more is cut off. Asks the database.
  void consentChanged(CameraId camera) {
    for (var replay : replays.values()) {
      if (replay.camera().equals(camera)) {
        replay.soundMayHaveChanged();
      }
    }
  }

  private final class Open implements Replay, Look.Watcher {

    private final Look look;
    private final ReplayWatcher watcher;

    /// The last file that was given out.
    private volatile @Nullable Segment shown;

    /// Grows when what was opened before must not be read any further.
    private final AtomicInteger edition = new AtomicInteger();

    Open(Look look, ReplayWatcher watcher) {
      this.look = look;
      this.watcher = watcher;
    }

    @Override
    public UUID id() {
      return look.id();
    }

    @Override
    public CameraId camera() {
      return look.camera();
    }

    @Override
    public boolean isOpen() {
      return look.isOpen();
    }

    @Override
    public void close() {
      look.end(new EndReason.ViewerLeft());
    }

    @Override
    public void ended(EndReason why) {
      edition.incrementAndGet();
      replays.remove(look.id());
      tell(() -> watcher.ended(why));
    }

    boolean isOf(Actor who) {
      var opener = look.permit().who();
      return opener.person().equals(who.person()) && opener.session().equals(who.session());
    }

    @Override
    public Optional<Footage.Span> extent() {
      return isOpen()
          ? segments.extent(camera(), look.permit().reachesBackTo().orElse(null))
          : Optional.empty();
    }

    @Override
    public ReplayFootage between(Instant from, Instant to) {
      if (!from.isBefore(to) || Duration.between(from, to).compareTo(LONGEST) > 0) {
        throw new IllegalArgumentException("from " + from + " to " + to);
      }
      if (!isOpen()) {
        return new ReplayFootage(List.of(), new Footage(List.of(), List.of()));
      }
      var files =
          segments.between(camera(), from, to, MOST_FILES).stream().filter(this::reaches).toList();
      var gaps =
          segments.gaps(camera(), from, to).stream()
              .filter(gap -> reachesBackTo(gap.from()))
              .toList();
      return new ReplayFootage(
          files.stream()
              .map(file -> new ReplayFootage.Piece(file.id(), file.from(), file.to()))
              .toList(),
          Footage.of(files, gaps));
    }

    ReplayPieceAnswer piece(UUID piece, Set<ViewerFormat> plays) {
      look.fetched();
      // Before it is asked what is masked: what changes from here on cuts it off.
      var of = edition.get();
      var segment =
          segments.find(piece).filter(file -> file.camera().equals(camera())).filter(this::reaches);
      if (segment.isEmpty()) {
        return new ReplayPieceAnswer.NoPiece();
      }
      try {
        shown = segment.get();
        var film = copies.film(segment.get(), plays);
        return new ReplayPieceAnswer.Opened(new File(this, of, segment.get(), film));
      } catch (IOException | RuntimeException none) {
        if (segments.find(piece).isEmpty()) {
          return new ReplayPieceAnswer.NoPiece();
        }
        LOG.warn("Recorded file {} can only be shown as a copy, and there is none", piece, none);
        return new ReplayPieceAnswer.NotNow();
      }
    }

    /// A file that began before is not shown at all, rather than in part.
    private boolean reaches(Segment file) {
      return reachesBackTo(file.from());
    }

    private boolean reachesBackTo(Instant at) {
      return look.permit().reachesBackTo().filter(at::isBefore).isEmpty();
    }

    void soundMayHaveChanged() {
      var file = shown;
      try {
        if (file != null && copies.isSilenced(file)) {
          masksChanged();
        }
      } catch (IOException | RuntimeException unknown) {
        LOG.warn("What may be heard of recorded file {} is not known", file.id(), unknown);
        masksChanged();
      }
    }

    void masksChanged() {
      edition.incrementAndGet();
      tell(watcher::changed);
    }

    private void tell(Runnable news) {
      Thread.ofVirtual()
          .name("replay-news")
          .start(() -> {
            try {
              news.run();
            } catch (RuntimeException gone) {
              LOG.debug("The viewer of replay {} is gone", look.id(), gone);
            }
          });
    }
  }

  private final class File implements FootageFile {

    private final Open replay;
    private final int edition;
    private final Segment segment;
    private final @Nullable SegmentCopy copy;
    private final Set<Derivation> because;

    /// @param film shown instead of the recorded file, if there has to be another one
    File(Open replay, int edition, Segment segment, SegmentCopies.Shown film) {
      this.replay = replay;
      this.edition = edition;
      this.segment = segment;
      this.copy = film.copy();
      this.because = film.because();
    }

    @Override
    public long bytes() {
      return copy == null ? segment.bytes() : copy.bytes();
    }

    @Override
    public String sha256() {
      return copy == null ? segment.sha256() : copy.sha256();
    }

    @Override
    public Set<Derivation> derivations() {
      return because;
    }

    @Override
    public InputStream read(long offset, long length) throws IOException {
      if (offset < 0 || length < 1 || offset + length > bytes()) {
        throw new IllegalArgumentException("not inside the file: " + offset + ", " + length);
      }
      return new Counted(
          copy == null
              ? footage.read(segment, offset, length)
              : store.read(copy.key(), offset, length));
    }

    /// Counts what is given out, and gives out nothing once the replay is over.
    private final class Counted extends FilterInputStream {

      Counted(InputStream in) {
        super(in);
      }

      @Override
      public int read() throws IOException {
        check();
        var one = super.read();
        if (one >= 0) {
          replay.look.gave(1);
          leaves(1);
        }
        return one;
      }

      @Override
      public int read(byte[] into, int offset, int length) throws IOException {
        check();
        var read = super.read(into, offset, length);
        replay.look.gave(Math.max(0, read));
        leaves(read);
        return read;
      }

      private void leaves(long bytes) {
        var permit = replay.look.permit();
        served.gave(permit.id(), permit.camera().value(), permit.use().name(), bytes);
      }

      private void check() throws IOException {
        if (replay.edition.get() != edition) {
          throw new IOException("the replay has ended, or something else is masked now");
        }
      }
    }
  }
}
