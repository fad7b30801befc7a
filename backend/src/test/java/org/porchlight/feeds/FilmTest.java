package org.porchlight.feeds;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.porchlight.feeds.media.VideoFormat;

class FilmTest {

  static final PictureFormat SMALL = new PictureFormat(new VideoFormat.Jpeg(64, 48));
  static final PictureFormat LARGE = new PictureFormat(new VideoFormat.Jpeg(128, 96));

  /// A picture every tenth of a second.
  static final long FRAME = 9_000;

  final UUID run = UUID.randomUUID();

  @Test
  void picturesInTheirOrderAreAllShown() {
    assertThat(shown(0, 1, 2, 3)).containsExactly(0L, 1L, 2L, 3L);
  }

  @Test
  void theEndIsLeftOutWhereThePicturesBetweenAreMissing() {
    // I P B B, P B and one B that has not come.
    assertThat(shown(0, 3, 1, 2, 6, 4)).containsExactly(0L, 3L, 1L, 2L);
  }

  @Test
  void aGroupThatIsCompleteMayBeTheLastThatIsLeftOut() {
    // Nobody knows yet whether something comes that is shown before the last one.
    assertThat(shown(0, 3, 1, 2, 6, 4, 5)).containsExactly(0L, 3L, 1L, 2L);
  }

  @Test
  void picturesOfTheGroupBeforeAreLeftOutInFront() {
    assertThat(shown(5, 3, 4, 6, 7)).containsExactly(5L, 6L, 7L);
  }

  @Test
  void sourcesThatOverlapGiveEveryPictureOnce() {
    var shots = new ArrayList<>(shots(run, 0, 45, SMALL));
    shots.addAll(shots(run, 20, 60, SMALL));

    var films = Film.of(shots);

    assertThat(films).hasSize(1);
    assertThat(numbers(films.getFirst())).containsExactlyElementsOf(range(0, 60));
    assertThat(films.getFirst().gaps()).isEmpty();
  }

  @Test
  void whatIsMissingIsAGapToThePictureAndWhatCouldNotBeDecodedIsLeftOut() {
    var shots = new ArrayList<>(shots(run, 0, 15, SMALL));
    // 15 to 19 are missing, and with them what 20 to 29 would be decoded with: the next is 30.
    shots.addAll(shots(run, 21, 50, SMALL));

    var film = Film.of(shots).getFirst();

    var expected = new ArrayList<>(range(0, 15));
    expected.addAll(range(30, 50));
    assertThat(numbers(film)).containsExactlyElementsOf(expected);
    assertThat(film.gaps()).containsExactly(new Film.Gap(15, at(14), at(30)));
    assertThat(film.decodedAt(15) - film.decodedAt(14)).isEqualTo(16 * FRAME);
  }

  @Test
  void aGapThatTheFeedHasSeenIsOneToo() {
    var shots = new ArrayList<Shot>(shots(run, 0, 15, SMALL));
    shots.set(12, new Drawn(SMALL, run, 12, 12, false, true));

    var film = Film.of(shots).getFirst();

    assertThat(film.gaps()).containsExactly(new Film.Gap(12, at(11), at(12)));
  }

  @Test
  void anotherTimelineIsPlacedByOurClock() {
    var other = UUID.randomUUID();
    var shots = new ArrayList<Shot>(shots(run, 0, 20, SMALL));
    IntStream.range(0, 10)
        .forEach(i -> shots.add(new Drawn(SMALL, other, i, 50 + i, i == 0, false)));

    var film = Film.of(shots).getFirst();

    assertThat(film.shots()).hasSize(30);
    assertThat(film.decodedAt(20)).isEqualTo(19 * FRAME + 31 * FRAME);
    assertThat(film.gaps()).containsExactly(new Film.Gap(20, at(19), at(50)));
  }

  @Test
  void aClockThatWasSetBackMakesNoTimeRunBackwards() {
    var other = UUID.randomUUID();
    var shots = new ArrayList<Shot>(shots(run, 100, 120, SMALL));
    shots.addAll(shots(other, 0, 20, SMALL));

    var film = Film.of(shots).getFirst();

    for (var i = 1; i < film.shots().size(); i++) {
      assertThat(film.decodedAt(i)).isGreaterThan(film.decodedAt(i - 1));
    }
  }

  @Test
  void whereTheFormatChangesAnotherFilmBeginsAndNothingIsCutOff() {
    var shots = new ArrayList<>(shots(run, 0, 20, SMALL));
    shots.addAll(shots(run, 20, 40, LARGE));
    shots.addAll(shots(run, 40, 60, SMALL));

    var films = Film.of(shots);

    assertThat(films).hasSize(3);
    assertThat(films.stream().flatMap(film -> numbers(film).stream()).toList())
        .containsExactlyElementsOf(range(0, 60));
    assertThat(films.stream().map(film -> film.format().width()).toList())
        .containsExactly(64, 128, 64);
  }

  @Test
  void whatIsTooLargeForOneFileGoesOnInAnotherAtAKeyframe() {
    var films = Film.of(shots(run, 0, 60, SMALL), 25, false);

    assertThat(films.stream().map(film -> film.shots().size()).toList())
        .containsExactly(20, 20, 20);
    assertThat(films).allSatisfy(film -> assertThat(film.shots().getFirst().key()).isTrue());
  }

  @Test
  void everyPictureIsSeenAsItIsWritten() throws IOException {
    var film = Film.of(shots(run, 0, 20, SMALL)).getFirst();
    var seen = new ByteArrayOutputStream();
    var file = new ByteArrayOutputStream();

    var bytes = film.write(file, (_, picture) -> seen.writeBytes(picture));

    assertThat(bytes).isEqualTo(file.size());
    assertThat(file.toByteArray()).endsWith(seen.toByteArray());
    assertThat(seen.size()).isEqualTo(20);
  }

  @Test
  void nothingIsNoFilm() {
    assertThat(Film.of(List.of())).isEmpty();
    assertThat(Film.of(shots(run, 3, 7, SMALL))).isEmpty();
  }

  private List<Long> shown(long... order) {
    var shots = new ArrayList<Shot>();
    for (var i = 0; i < order.length; i++) {
      shots.add(new Reordered(run, i, order[i]));
    }
    var film = Film.of(shots).getFirst();
    return film.shots().stream().map(Shot::show).toList();
  }

  /// A keyframe every second.
  private static List<Shot> shots(UUID run, int from, int to, PictureFormat format) {
    return range(from, to).stream()
        .map(i -> (Shot) new Drawn(format, run, i, i, i % 10 == 0, false))
        .toList();
  }

  private static List<Long> range(int from, int to) {
    return IntStream.range(from, to).mapToObj(Long::valueOf).toList();
  }

  private static List<Long> numbers(Film film) {
    return film.shots().stream().map(Shot::number).toList();
  }

  private static Instant at(long tenths) {
    return Instant.ofEpochMilli(tenths * 100);
  }

  /// One byte, which says its number.
  private record Drawn(
      PictureFormat format, UUID run, long number, long tenths, boolean key, boolean afterGap)
      implements Shot {

    @Override
    public long decode() {
      return number * FRAME;
    }

    @Override
    public long show() {
      return number * FRAME;
    }

    @Override
    public Instant arrived() {
      return at(tenths);
    }

    @Override
    public @Nullable Long camera() {
      return null;
    }

    @Override
    public int size() {
      return 1;
    }

    @Override
    public byte[] bytes() {
      return new byte[] {(byte) number};
    }
  }

  private record Reordered(UUID run, long number, long show) implements Shot {

    @Override
    public PictureFormat format() {
      return SMALL;
    }

    @Override
    public long decode() {
      return number;
    }

    @Override
    public boolean key() {
      return number == 0;
    }

    @Override
    public boolean afterGap() {
      return false;
    }

    @Override
    public Instant arrived() {
      return Instant.EPOCH;
    }

    @Override
    public @Nullable Long camera() {
      return null;
    }

    @Override
    public int size() {
      return 1;
    }

    @Override
    public byte[] bytes() {
      return new byte[1];
    }
  }
}
