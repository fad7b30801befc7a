package org.porchlight.evidence;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.porchlight.evidence.RecordedSound.Verdict;
import org.porchlight.feeds.FootageCopies;
import org.porchlight.feeds.ViewerFormat;
import org.porchlight.registry.MaskSet;
import org.porchlight.registry.Masks;
import org.springframework.stereotype.Component;

/// Copies of recorded files for viewing: made when somebody looks at one that may not be shown as
/// it is, or that a browser can not play, and kept for as long as the file.
@Component
class SegmentCopies {

  /// So many may be waited for; whoever comes later is told to try again. They are made one after
  /// the other, and clips wait in the same line.
  static final int MOST_WAITING = 4;

  private final Masks masks;
  private final RecordedFootage footage;
  private final RecordedSound sound;
  private final JdbcSegmentCopies copies;
  private final FootageCopies maker;
  private final ClipStore store;
  private final Path folder;
  private final Clock clock;
  private final Semaphore waiting = new Semaphore(MOST_WAITING);
  private final Map<UUID, ReentrantLock> making = new ConcurrentHashMap<>();

  SegmentCopies(
      Masks masks,
      RecordedFootage footage,
      RecordedSound sound,
      JdbcSegmentCopies copies,
      FootageCopies maker,
      ClipStore store,
      StoreSettings settings,
      Clock clock) {
    this.masks = masks;
    this.footage = footage;
    this.sound = sound;
    this.copies = copies;
    this.maker = maker;
    this.store = store;
    this.folder = settings.spool().resolve("copies");
    this.clock = clock;
  }

  /// What may be shown of a recorded file.
  ///
  /// @param copy null if the file itself may be shown
  /// @param because how the copy differs from it
  record Shown(@Nullable SegmentCopy copy, Set<Derivation> because) {}

  /// What may be shown of the recorded file.
  ///
  /// @param plays what the viewer's program can play
  /// @throws IOException if it has to be a copy and none can be made: then nothing may be shown
  Shown film(Segment segment, Set<ViewerFormat> plays) throws IOException {
    var playable = ViewerFormat.inFile(segment.codecs()).filter(plays::contains).isPresent();
    var blanked = blanked(segment);
    var heard = heard(segment);
    while (true) {
      var asItIs = blanked.isEmpty() && playable && heard != Verdict.SILENCED;
      var copy = asItIs ? null : copy(segment, blanked, heard == Verdict.HEARD);
      // Making one takes a while, and what is blanked or may be heard may have changed meanwhile.
      var now = blanked(segment);
      var heardNow = heard(segment);
      if (now.version() == blanked.version() && heardNow == heard) {
        var because =
            copy == null ? Set.<Derivation>of() : because(segment.codecs(), blanked, heard);
        return new Shown(copy, because);
      }
      blanked = now;
      heard = heardNow;
    }
  }

  private static Set<Derivation> because(String codecs, MaskSet blanked, Verdict heard) {
    var because = EnumSet.noneOf(Derivation.class);
    if (!blanked.isEmpty()) {
      because.add(Derivation.MASKED);
    } else if (!playsEverywhere(codecs)) {
      because.add(Derivation.CONVERTED);
    }
    if (heard == Verdict.SILENCED) {
      because.add(Derivation.SILENCED);
    }
    return Collections.unmodifiableSet(because);
  }

  /// A copy is shown to everybody: it has the same pictures only if every program plays them.
  private static boolean playsEverywhere(String codecs) {
    return ViewerFormat.inFile(codecs).filter(ViewerFormat.H264::equals).isPresent();
  }

  /// Whether this file has sound that nobody may hear.
  boolean isSilenced(Segment segment) throws IOException {
    return heard(segment) == Verdict.SILENCED;
  }

  private Verdict heard(Segment segment) throws IOException {
    return sound.of(segment.camera(), segment.sound(), () -> footage.manifestOf(segment));
  }

  private MaskSet blanked(Segment segment) {
    return masks.ofFootage(segment.camera(), segment.from(), segment.to());
  }

  private SegmentCopy copy(Segment segment, MaskSet blanked, boolean heard) throws IOException {
    var known = copies.find(segment.id(), blanked.version(), heard);
    if (known.isPresent()) {
      return known.get();
    }
    if (!waiting.tryAcquire()) {
      throw new IOException("too many copies are waited for");
    }
    try {
      var turn = making.computeIfAbsent(segment.id(), _ -> new ReentrantLock());
      turn.lock();
      try {
        var made = copies.find(segment.id(), blanked.version(), heard);
        return made.isPresent() ? made.get() : make(segment, blanked, heard);
      } finally {
        turn.unlock();
        making.remove(segment.id(), turn);
      }
    } finally {
      waiting.release();
    }
  }

  private SegmentCopy make(Segment segment, MaskSet blanked, boolean heard) throws IOException {
    Files.createDirectories(folder);
    var file = Files.createTempFile(folder, "segment", ".mp4");
    try {
      var manifest = footage.manifestOf(segment);
      try (var pictures =
          footage.read(segment, manifest.data(), segment.bytes() - manifest.data())) {
        var shown = manifest.pictures().stream().map(ClipCopies::shown).toList();
        if (blanked.isEmpty() && playsEverywhere(segment.codecs())) {
          maker.silence(manifest.format(), shown, pictures, file);
        } else {
          maker.blank(
              segment.camera(),
              manifest.format(),
              shown,
              pictures,
              blanked,
              heard
                  ? RecordedSound.heard(manifest, (at, length) -> footage.read(segment, at, length))
                  : null,
              file);
        }
      }
      String sha256;
      try (var in = Files.newInputStream(file)) {
        sha256 = Spool.sha256(in);
      }
      var copy =
          new SegmentCopy(
              blanked.version(),
              heard,
              "copies/" + UUID.randomUUID() + ".mp4",
              sha256,
              Files.size(file));
      store.put(copy.key(), file);
      return keep(segment, copy);
    } finally {
      Files.deleteIfExists(file);
    }
  }

  /// What no row knows would never be deleted.
  private SegmentCopy keep(Segment segment, SegmentCopy copy) throws IOException {
    boolean kept;
    try {
      kept = copies.add(segment.id(), copy, clock.instant());
    } catch (RuntimeException unknown) {
      store.delete(copy.key());
      throw unknown;
    }
    if (kept) {
      SupersededCopies.delete(store, copies.superseded(segment.id()), copies::remove);
      return copy;
    }
    store.delete(copy.key());
    return copies
        .find(segment.id(), copy.maskVersion(), copy.sound())
        .orElseThrow(() -> new IOException("the recorded file is being deleted"));
  }
}
