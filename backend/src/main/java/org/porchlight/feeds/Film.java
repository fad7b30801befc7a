package org.porchlight.feeds;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.porchlight.feeds.media.PlainMp4;
import org.porchlight.feeds.media.Sample;
import org.porchlight.feeds.media.Timeline;

/// Pictures of one format that are shown one after the other: what goes into one MP4 file, as they
/// came.
public final class Film {

  /// Most bytes of one file; what is longer goes on in another one, at a keyframe.
  static final long LARGEST = 1_000_000_000;

  /// A tenth of a second.
  private static final long OVERLAP = Timeline.TICKS / 10L;

  private final List<Shot> shots;
  private final List<Sample> samples;
  private final List<Gap> gaps;
  private final List<SoundPiece> sounds;
  private final List<Long> soundStarts;

  /// A place where pictures are missing.
  ///
  /// @param before number in this film, from 0, of the picture that comes after it
  /// @param from arrival of the picture before it
  /// @param to arrival of the picture after it
  public record Gap(int before, Instant from, Instant to) {}

  /// Sees each picture while it is written, and before them each piece of sound.
  @FunctionalInterface
  public interface Seen {

    void picture(int number, byte[] bytes);

    default void sound(int number, byte[] bytes) {}
  }

  /// @param soundStarts when each piece of sound begins in the film, in samples
  private Film(
      List<Shot> shots,
      List<Sample> samples,
      List<Gap> gaps,
      List<SoundPiece> sounds,
      List<Long> soundStarts) {
    this.shots = shots;
    this.samples = samples;
    this.gaps = gaps;
    this.sounds = sounds;
    this.soundStarts = soundStarts;
  }

  /// Puts pictures together that follow each other, perhaps out of several sources that overlap:
  /// what is there twice is taken once, what could not be decoded is left out, and what is missing
  /// becomes a gap. Where the format changes, or a file would become too large, another film
  /// begins. Of the last film the end is left out where pictures come in another order than they
  /// are shown and not all are there yet.
  ///
  /// @param shots oldest first
  public static List<Film> of(List<? extends Shot> shots) {
    return of(shots, List.of());
  }

  /// As [#of], with sound. A film has sound of one coding, the first one; where it changes, the
  /// rest is silent.
  ///
  /// @param sounds oldest first
  public static List<Film> of(List<? extends Shot> shots, List<? extends SoundPiece> sounds) {
    return of(shots, sounds, LARGEST, false);
  }

  /// As [#of], of pictures behind which a keyframe is known to have come: nothing is missing at the
  /// end.
  public static List<Film> ofWholeGroups(
      List<? extends Shot> shots, List<? extends SoundPiece> sounds) {
    return of(shots, sounds, LARGEST, true);
  }

  static List<Film> of(List<? extends Shot> shots, long largest, boolean whole) {
    return of(shots, List.of(), largest, whole);
  }

  private static List<Film> of(
      List<? extends Shot> shots, List<? extends SoundPiece> sounds, long largest, boolean whole) {
    var films = new ArrayList<Film>();
    var part = new ArrayList<Shot>();
    var size = 0L;
    var all = decodable(shots);
    for (var i = 0; i < all.size(); i++) {
      var shot = all.get(i);
      var other = !part.isEmpty() && !part.getLast().format().sameAs(shot.format());
      if (other || (shot.key() && size > 0 && size + groupSize(all, i) > largest)) {
        add(films, part, sounds, false);
        part = new ArrayList<>();
        size = 0;
      }
      part.add(shot);
      size += shot.size();
    }
    add(films, part, sounds, !whole);
    return films;
  }

  /// Bytes of the pictures from this keyframe to the next.
  private static long groupSize(List<Shot> shots, int key) {
    var size = (long) shots.get(key).size();
    for (var i = key + 1; i < shots.size() && !shots.get(i).key(); i++) {
      size += shots.get(i).size();
    }
    return size;
  }

  private static void add(
      List<Film> films, List<Shot> shots, List<? extends SoundPiece> sounds, boolean last) {
    if (shots.isEmpty()) {
      return;
    }
    var placed = place(shots);
    var first = placed.getFirst().show();
    var shown = new ArrayList<Integer>();
    for (var i = 0; i < placed.size(); i++) {
      // What is shown before the first keyframe belongs to pictures that are not there.
      if (placed.get(i).show() >= first) {
        shown.add(i);
      }
    }
    var kept =
        last
            ? shown.subList(0, complete(shown.stream().map(i -> placed.get(i).show()).toList()))
            : shown;
    if (!kept.isEmpty()) {
      films.add(film(shots, placed, kept, sounds));
    }
  }

  private static Film film(
      List<Shot> shots, List<Place> placed, List<Integer> kept, List<? extends SoundPiece> sounds) {
    var chosen = kept.stream().map(shots::get).toList();
    var gaps = new ArrayList<Gap>();
    for (var i = 1; i < kept.size(); i++) {
      // Pictures that are left out on purpose, in front, are no gap.
      var before = shots.get(kept.get(i) - 1);
      var shot = chosen.get(i);
      if (shot.afterGap() || !follows(before, shot)) {
        gaps.add(new Gap(i, chosen.get(i - 1).arrived(), shot.arrived()));
      }
    }
    var samples = new ArrayList<Sample>();
    // A fifteenth of a second for a single picture.
    var duration = Timeline.TICKS / 15L;
    for (var i = 0; i < kept.size(); i++) {
      var place = placed.get(kept.get(i));
      if (i + 1 < kept.size()) {
        duration = placed.get(kept.get(i + 1)).decode() - place.decode();
      }
      samples.add(
          new Sample(
              place.decode(),
              place.show(),
              (int) Math.min(duration, Integer.MAX_VALUE),
              chosen.get(i).size(),
              chosen.get(i).key()));
    }
    var heard = new ArrayList<SoundPiece>();
    var starts = new ArrayList<Long>();
    var runs = new LinkedHashMap<UUID, Long>();
    for (var i = 0; i < kept.size(); i++) {
      runs.putIfAbsent(chosen.get(i).run(), samples.get(i).decode() - chosen.get(i).decode());
    }
    var to = samples.getLast().show() + samples.getLast().duration();
    hear(sounds, runs, samples.getFirst().show(), to, heard, starts);
    return new Film(chosen, samples, List.copyOf(gaps), heard, starts);
  }

  /// The sound between two moments of a film, and a little more: how long the last picture lasts is
  /// only guessed, and the next film leaves out what began before it. What is then in both is heard
  /// once.
  ///
  /// @param runs timelines, and what is added to their times to have those of the film
  private static void hear(
      List<? extends SoundPiece> sounds,
      Map<UUID, Long> runs,
      long from,
      long to,
      List<SoundPiece> heard,
      List<Long> starts) {
    var end = 0L;
    for (var sound : sounds) {
      var offset = runs.get(sound.run());
      var format = sound.coding().format();
      if (offset == null
          || !(heard.isEmpty() || heard.getFirst().coding().equals(sound.coding()))) {
        continue;
      }
      // What is there twice is heard once; what overlaps by less than a tick is not twice.
      var start = sound.place() + format.samples(offset);
      if (start >= format.samples(from)
          && start < format.samples(to + OVERLAP)
          && start >= end - 1) {
        start = Math.max(start, end);
        heard.add(sound);
        starts.add(start);
        end = start + sound.samples();
      }
    }
  }

  /// What is there once, and follows a keyframe without anything missing between.
  private static List<Shot> decodable(List<? extends Shot> shots) {
    var kept = new ArrayList<Shot>();
    @Nullable Shot last = null;
    for (var shot : shots) {
      var twice = last != null && shot.run().equals(last.run()) && shot.number() <= last.number();
      if (!twice && (shot.key() || (last != null && follows(last, shot)))) {
        kept.add(shot);
        last = shot;
      }
    }
    return kept;
  }

  private static boolean follows(Shot before, Shot shot) {
    return shot.run().equals(before.run()) && shot.number() == before.number() + 1;
  }

  /// When a picture is decoded and shown in the film.
  private record Place(long decode, long show) {}

  /// Within one timeline distances are kept; from one to the next our clock gives them.
  private static List<Place> place(List<Shot> shots) {
    var places = new ArrayList<Place>(shots.size());
    var offset = -shots.getFirst().decode();
    for (var i = 0; i < shots.size(); i++) {
      var shot = shots.get(i);
      if (i > 0 && !shot.run().equals(shots.get(i - 1).run())) {
        var pause = Duration.between(shots.get(i - 1).arrived(), shot.arrived()).toMillis();
        var latest = places.stream().mapToLong(Place::show).max().orElse(0);
        offset = latest + Math.max(1, pause * Timeline.TICKS / 1000) - shot.decode();
      }
      places.add(new Place(shot.decode() + offset, shot.show() + offset));
    }
    return places;
  }

  /// How many pictures there are until the last place where everything before is shown before
  /// everything after; all of them if they come in the order in which they are shown.
  static int complete(List<Long> shows) {
    if (shows.stream().sorted().toList().equals(shows)) {
      return shows.size();
    }
    var latest = new long[shows.size()];
    for (var i = 0; i < latest.length; i++) {
      latest[i] = i == 0 ? shows.get(i) : Math.max(latest[i - 1], shows.get(i));
    }
    var earliest = Long.MAX_VALUE;
    for (var end = latest.length - 1; end > 0; end--) {
      earliest = Math.min(earliest, shows.get(end));
      if (latest[end - 1] < earliest) {
        return end;
      }
    }
    return latest.length;
  }

  /// Writes the MP4 file.
  ///
  /// @return how many bytes; the last ones are the pictures, one after the other, and before them
  ///   lies the sound
  public long write(OutputStream out, Seen seen) throws IOException {
    return PlainMp4.write(
        format().video(),
        samples,
        from(),
        (number, to) -> {
          var bytes = shots.get(number).bytes();
          seen.picture(number, bytes);
          to.write(bytes);
        },
        sounds.isEmpty() ? null : sound(seen),
        out);
  }

  private PlainMp4.Sound sound(Seen seen) {
    var durations = new ArrayList<Integer>(sounds.size());
    for (var i = 0; i < sounds.size(); i++) {
      var next =
          i + 1 < sounds.size()
              ? soundStarts.get(i + 1) - soundStarts.get(i)
              : sounds.get(i).samples();
      durations.add(Math.clamp(next, 1, Integer.MAX_VALUE));
    }
    var format = sounds.getFirst().coding().format();
    return new PlainMp4.Sound(
        format,
        Math.max(0, soundStarts.getFirst() - format.samples(samples.getFirst().show())),
        durations,
        sounds.stream().map(SoundPiece::size).toList(),
        (number, to) -> {
          var bytes = sounds.get(number).bytes();
          seen.sound(number, bytes);
          to.write(bytes);
        });
  }

  /// In the order in which they are heard; empty if there is no sound.
  public List<SoundPiece> sounds() {
    return sounds;
  }

  /// When this piece of sound begins in the file, in samples.
  public long heardAt(int number) {
    return soundStarts.get(number);
  }

  public PictureFormat format() {
    return shots.getFirst().format();
  }

  /// At least one.
  public List<Shot> shots() {
    return shots;
  }

  /// When this picture is decoded in the file, in 1/90,000 s; the first one at 0.
  public long decodedAt(int number) {
    return samples.get(number).decode();
  }

  /// When this picture is shown, on the same clock as [#decodedAt].
  public long shownAt(int number) {
    return samples.get(number).show();
  }

  public List<Gap> gaps() {
    return gaps;
  }

  /// Our clock when the first picture arrived.
  public Instant from() {
    return shots.getFirst().arrived();
  }

  /// Our clock when the last picture arrived.
  public Instant to() {
    return shots.getLast().arrived();
  }
}
