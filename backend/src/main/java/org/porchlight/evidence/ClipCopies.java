package org.porchlight.evidence;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.porchlight.evidence.RecordedSound.Verdict;
import org.porchlight.feeds.FootageCopies;
import org.porchlight.kernel.AfterCommit;
import org.porchlight.registry.MaskSet;
import org.porchlight.registry.Masks;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/// Copies of clips for viewing: made when a clip is stored, and again when somebody looks at one
/// whose camera has other masks now; the ones of before are deleted then. The clip itself stays as
/// it was received.
@Component
class ClipCopies implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ClipCopies.class);

  private final Masks masks;
  private final ClipBytes bytes;
  private final RecordedSound sound;
  private final JdbcClips clips;
  private final JdbcClipCopies copies;
  private final FootageCopies maker;
  private final ClipStore store;
  private final Path folder;
  private final Clock clock;
  private final Map<ClipId, ReentrantLock> making = new ConcurrentHashMap<>();
  private final ThreadPoolExecutor hands =
      new ThreadPoolExecutor(
          1,
          1,
          1,
          TimeUnit.MINUTES,
          new LinkedBlockingQueue<>(),
          Thread.ofVirtual().name("clip-copies").factory(),
          new ThreadPoolExecutor.DiscardPolicy());

  ClipCopies(
      Masks masks,
      ClipBytes bytes,
      RecordedSound sound,
      JdbcClips clips,
      JdbcClipCopies copies,
      FootageCopies maker,
      ClipStore store,
      StoreSettings settings,
      Clock clock) {
    this.masks = masks;
    this.bytes = bytes;
    this.sound = sound;
    this.clips = clips;
    this.copies = copies;
    this.maker = maker;
    this.store = store;
    this.folder = settings.spool().resolve("copies");
    this.clock = clock;
  }

  /// So that nobody waits for them when the clip is looked at. What fails here, or is lost with the
  /// program, is made then. One clip after the other, on a thread of its own: alerts are pushed by
  /// those that all listeners share.
  @EventListener
  void on(ClipStored stored) {
    AfterCommit.note(() -> hands.execute(() -> prepare(stored.clip())));
  }

  private void prepare(ClipId id) {
    try {
      var clip = clips.find(id);
      if (clip.isPresent()) {
        thumbnail(clip.get());
        film(clip.get());
      }
    } catch (IOException | RuntimeException later) {
      LOG.warn("Copies of clip {} for viewing are made later", id, later);
    }
  }

  @Override
  public void close() {
    hands.shutdownNow();
  }

  /// What may be shown of a clip.
  ///
  /// @param copy null if the clip itself may be shown
  /// @param because how the copy differs from the clip
  /// @param heard whether there is sound in it
  record Shown(@Nullable ClipCopy copy, Set<Derivation> because, boolean heard) {}

  /// The film that may be shown.
  ///
  /// @throws IOException if it has to be a copy and none can be made: then nothing may be shown
  Shown film(Clip clip) throws IOException {
    return asNow(clip, ClipCopy.Kind.MASKED);
  }

  /// A small picture of the first keyframe.
  ///
  /// @throws IOException if none can be made
  ClipCopy thumbnail(Clip clip) throws IOException {
    return Objects.requireNonNull(asNow(clip, ClipCopy.Kind.THUMBNAIL).copy());
  }

  private Shown asNow(Clip clip, ClipCopy.Kind kind) throws IOException {
    var blanked = blanked(clip);
    var heard = heard(clip, kind);
    while (true) {
      var asItIs = kind == ClipCopy.Kind.MASKED && blanked.isEmpty() && heard != Verdict.SILENCED;
      var copy = asItIs ? null : copy(clip, kind, blanked, heard == Verdict.HEARD);
      // Making one takes a while, and what is blanked or may be heard may have changed meanwhile.
      var now = blanked(clip);
      var heardNow = heard(clip, kind);
      if (now.version() == blanked.version() && heardNow == heard) {
        return new Shown(copy, because(blanked, heard), heard == Verdict.HEARD);
      }
      blanked = now;
      heard = heardNow;
    }
  }

  private static Set<Derivation> because(MaskSet blanked, Verdict heard) {
    var because = EnumSet.noneOf(Derivation.class);
    if (!blanked.isEmpty()) {
      because.add(Derivation.MASKED);
    }
    if (heard == Verdict.SILENCED) {
      because.add(Derivation.SILENCED);
    }
    return Collections.unmodifiableSet(because);
  }

  /// Clips that are older than manifests are older than sound.
  private Verdict heard(Clip clip, ClipCopy.Kind kind) throws IOException {
    return kind == ClipCopy.Kind.MASKED && clips.manifest(clip.id()).isPresent()
        ? sound.of(clip.camera(), clips.sound(clip.id()).orElse(null), () -> bytes.manifest(clip))
        : Verdict.NONE;
  }

  private MaskSet blanked(Clip clip) {
    return masks.ofFootage(clip.camera(), clip.from(), clip.to());
  }

  private ClipCopy copy(Clip clip, ClipCopy.Kind kind, MaskSet blanked, boolean heard)
      throws IOException {
    var known = copies.find(clip.id(), kind, blanked.version(), heard);
    if (known.isPresent()) {
      return known.get();
    }
    var turn = making.computeIfAbsent(clip.id(), _ -> new ReentrantLock());
    turn.lock();
    try {
      var made = copies.find(clip.id(), kind, blanked.version(), heard);
      return made.isPresent() ? made.get() : make(clip, kind, blanked, heard);
    } finally {
      turn.unlock();
      making.remove(clip.id(), turn);
    }
  }

  private ClipCopy make(Clip clip, ClipCopy.Kind kind, MaskSet blanked, boolean heard)
      throws IOException {
    Files.createDirectories(folder);
    var file = Files.createTempFile(folder, "clip", kind.ending);
    try {
      write(clip, kind, blanked, heard, file);
      var key = "copies/" + UUID.randomUUID() + kind.ending;
      String sha256;
      try (var in = Files.newInputStream(file)) {
        sha256 = Spool.sha256(in);
      }
      store.put(key, file);
      return keep(
          clip, new ClipCopy(kind, blanked.version(), heard, key, sha256, Files.size(file)));
    } finally {
      Files.deleteIfExists(file);
    }
  }

  /// What no row knows would never be deleted.
  private ClipCopy keep(Clip clip, ClipCopy copy) throws IOException {
    boolean kept;
    try {
      kept = copies.add(clip.id(), copy, clock.instant());
    } catch (RuntimeException unknown) {
      store.delete(copy.key());
      throw unknown;
    }
    if (kept) {
      SupersededCopies.delete(store, copies.superseded(clip.id()), copies::remove);
      return copy;
    }
    store.delete(copy.key());
    return copies
        .find(clip.id(), copy.kind(), copy.maskVersion(), copy.sound())
        .orElseThrow(() -> new IOException("the copy was superseded while it was made"));
  }

  private void write(Clip clip, ClipCopy.Kind kind, MaskSet blanked, boolean heard, Path file)
      throws IOException {
    var manifest = bytes.manifest(clip);
    var length = clip.bytes() - manifest.data();
    try (var pictures = bytes.read(clip, manifest.data(), length)) {
      switch (kind) {
        case THUMBNAIL -> {
          var first = manifest.pictures().getFirst();
          var jpeg =
              maker.thumbnail(
                  manifest.format(), pictures.readNBytes(first.bytes()), first.arrived(), blanked);
          Files.write(file, jpeg.orElseThrow(() -> new IOException("no picture can be made")));
        }
        case MASKED -> {
          var shown = manifest.pictures().stream().map(ClipCopies::shown).toList();
          if (blanked.isEmpty()) {
            maker.silence(manifest.format(), shown, pictures, file);
          } else {
            maker.blank(
                clip.camera(),
                manifest.format(),
                shown,
                pictures,
                blanked,
                heard
                    ? RecordedSound.heard(manifest, (at, count) -> bytes.read(clip, at, count))
                    : null,
                file);
          }
        }
      }
    }
  }

  static FootageCopies.Shown shown(Manifest.Picture picture) {
    return new FootageCopies.Shown(
        picture.decode(), picture.show(), picture.key(), picture.arrived(), picture.bytes());
  }
}
