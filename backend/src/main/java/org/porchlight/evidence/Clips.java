package org.porchlight.evidence;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.porchlight.access.Permit;
import org.porchlight.audit.RecordedAccess;
import org.porchlight.feeds.Film;
import org.porchlight.feeds.Recent;
import org.porchlight.feeds.Shot;
import org.porchlight.feeds.SoundPiece;
import org.porchlight.feeds.Taken;
import org.porchlight.feeds.Window;
import org.porchlight.kernel.Served;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Service;

/// Saves what a camera showed. See docs/design/clip-lifecycle.md.
@Service
public class Clips {

  public static final Duration USUAL = Duration.ofSeconds(30);

  /// The longest window.
  public static final Duration LONGEST = Duration.ofMinutes(30);

  private static final Logger LOG = LoggerFactory.getLogger(Clips.class);

  private final Recent recent;
  private final RecordedFootage footage;
  private final Spool spool;
  private final ClipRecords records;
  private final JdbcClips clips;
  private final Deliveries deliveries;
  private final Clock clock;
  private final Served served;

  Clips(
      Recent recent,
      RecordedFootage footage,
      @Qualifier("clipSpool") Spool spool,
      ClipRecords records,
      JdbcClips clips,
      Deliveries deliveries,
      Clock clock,
      @Qualifier("footageServed") Served served) {
    this.recent = recent;
    this.footage = footage;
    this.spool = spool;
    this.records = records;
    this.clips = clips;
    this.deliveries = deliveries;
    this.clock = clock;
    this.served = served;
  }

  /// Saves a window as evidence, beginning at the keyframe before it: out of the ring, and where
  /// the ring does not reach back any more, out of what was recorded. A window in which the format
  /// of the pictures changes is kept in several parts.
  ///
  /// When this returns [ClipAnswer.Stored] or [ClipAnswer.Spooled], the bytes survive a crash of
  /// the program. Must not be called inside a transaction.
  ///
  /// @throws IllegalArgumentException if the two proofs are not for a clip of one camera, or the
  ///   window is longer than [#LONGEST]
  public ClipAnswer save(Permit permit, RecordedAccess recorded, Window window) {
    var asked = span(window);
    if (Duration.between(asked.from(), asked.to()).compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException("a clip of more than " + LONGEST);
    }
    List<Part> parts;
    try (var taken = recent.take(permit, recorded, window);
        var before = recordedBefore(taken, permit, asked)) {
      var shots = new ArrayList<Shot>(before.shots());
      shots.addAll(taken.shots());
      var sounds = new ArrayList<SoundPiece>(before.sounds());
      sounds.addAll(taken.sounds());
      var films = Film.of(shots, sounds);
      if (films.isEmpty()) {
        records.nothing(permit, spool.id(), asked);
        return new ClipAnswer.Nothing(taken.problem());
      }
      parts = parts(films, permit, asked);
      try (var _ = deliveries.handsOff(parts.stream().map(Part::id).toList())) {
        records.begin(parts, permit, spool.id());
        keep(parts, permit);
      }
    } catch (Spool.Full full) {
      LOG.error("A clip could not be kept", full);
      return new ClipAnswer.NotKept(ClipAnswer.Why.DISK_FULL);
    } catch (IOException failed) {
      LOG.error("A clip could not be kept", failed);
      return new ClipAnswer.NotKept(ClipAnswer.Why.DISK_FAILED);
    }
    var ids = parts.stream().map(Part::id).toList();
    deliveries.deliverSoon(ids);
    var kept =
        ids.stream().map(id -> clips.find(id).orElseThrow(() -> new ClipNotFound(id))).toList();
    return kept.stream().allMatch(clip -> clip.state() == ClipState.STORED)
        ? new ClipAnswer.Stored(kept)
        : new ClipAnswer.Spooled(kept);
  }

  /// What the ring does not reach back to any more.
  private RecordedFootage.Reading recordedBefore(Taken taken, Permit permit, Window.Span asked) {
    var shots = taken.shots();
    var ring = shots.isEmpty() ? asked.to() : shots.getFirst().arrived();
    return ring.isAfter(asked.from())
        ? footage.open(permit.camera(), asked.from(), ring, permit.reachesBackTo().orElse(null))
        : new RecordedFootage.Reading();
  }

  /// One file of a clip.
  record Part(ClipId id, Film film, Manifest.About about) {}

  private Window.Span span(Window window) {
    return switch (window) {
      case Window.Span span -> span;
      case Window.Last(var length) -> {
        var now = clock.instant();
        yield new Window.Span(now.minus(length), now);
      }
    };
  }

  private static List<Part> parts(List<Film> films, Permit permit, Window.Span asked) {
    var parts = new ArrayList<Part>();
    for (var film : films) {
      var about =
          new Manifest.About(
              permit.camera(),
              micros(asked.from()),
              micros(asked.to()),
              parts.size() + 1,
              films.size());
      parts.add(new Part(ClipId.random(), film, about));
    }
    return parts;
  }

  /// As exact as the database is.
  private static Instant micros(Instant exact) {
    return exact.truncatedTo(ChronoUnit.MICROS);
  }

  /// All parts or none: nobody must take half of what was asked for to be the whole.
  private void keep(List<Part> parts, Permit permit) throws IOException {
    try {
      var kept = new LinkedHashMap<ClipId, Spool.Kept>();
      for (var part : parts) {
        var written = spool.write(part.id().value(), part.film(), part.about());
        served.gave(
            permit.id(), permit.camera().value(), permit.use().name(), written.manifest().bytes());
        kept.put(part.id(), written);
      }
      kept.forEach(records::spooled);
    } catch (IOException | RuntimeException failed) {
      var why =
          failed instanceof Spool.Full
              ? ClipAnswer.Why.DISK_FULL.name()
              : failed instanceof IOException ? ClipAnswer.Why.DISK_FAILED.name() : "REFUSED";
      for (var part : parts) {
        records.failed(part.id(), why);
        spool.delete(part.id().value());
      }
      throw failed;
    }
  }
}
